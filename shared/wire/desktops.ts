/** The desktops that the hosted panel can be put into, as `GET /panel?desktop=` names them. */
export const DESKTOPS = ['generic', 'cxone', 'cognigy', 'chatwoot'] as const
export type DesktopName = (typeof DESKTOPS)[number]
