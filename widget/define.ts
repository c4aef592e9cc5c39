/** Names the element unless the page has one of that name: a second copy of the module must not break the first. */
export const define = (name: string, element: CustomElementConstructor): void => {
  // Outside browsers, where a checker may import this, there may be no registry.
  if (typeof customElements === 'undefined') return
  if (customElements.get(name) === undefined) customElements.define(name, element)
}
