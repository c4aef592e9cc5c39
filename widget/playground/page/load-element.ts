/** The element as it is shipped, from beside this page: what is shown here is what integrators get. */
const MODULE = '/widget/cx-assist.js'

export const loadElement = async (): Promise<void> => {
  const script = document.createElement('script')
  script.type = 'module'
  script.src = MODULE
  const failed = new Promise<never>((_resolve, reject) => {
    script.onerror = () => reject(new Error(`${MODULE} could not be loaded`))
  })
  document.head.append(script)
  await Promise.race([customElements.whenDefined('cx-assist'), failed])
}
