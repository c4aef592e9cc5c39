/** `lightning/platformResourceLoader`: classic scripts alone. */
export const loadScript = (_component, url) =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = url
    script.addEventListener('load', () => resolve())
    script.addEventListener('error', () => reject(new Error(`there is no ${url}`)))
    document.head.append(script)
  })
