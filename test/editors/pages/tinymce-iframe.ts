import { openTinymce } from './tinymce.ts'

export const open = openTinymce(false)
