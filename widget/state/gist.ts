/** What two texts have in common that nobody would tell apart: case, spaces and widths of letters do not count. Pure. */
export const gist = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
