import { openTinymce } from './tinymce.ts'

export const open = openTinymce(true)
