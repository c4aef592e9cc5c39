/**
 * Files as they were compressed when this was built: a folder of `SHA256.br` and `SHA256.gz`, by the content that they stand for, so
 * that what was built once is never sent for what a file has become since.
 */
import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Request, Response } from 'express'
import type { ContentHash } from './content-hash.ts'

/** Smallest first. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const

export interface CompressedFiles {
  /**
   * Sends a file compressed, where there is such a form of it and the client takes it.
   *
   * @returns whether it was sent; where it was not but might be to another client, `vary` says so already
   */
  send(file: string, request: Request, response: Response, headers: Readonly<Record<string, string>>): Promise<boolean>
}

/** An empty one stands for what compressing made no smaller. */
const isThere = async (path: string): Promise<boolean> => {
  try {
    const found = await stat(path)
    return found.isFile() && found.size > 0
  } catch {
    return false
  }
}

/** @param folder where they are, if anything was compressed */
export const createCompressedFiles = (folder: string | undefined, hashOf: ContentHash): CompressedFiles => ({
  send: async (file, request, response, headers) => {
    if (folder === undefined) return false
    const hash = await hashOf(file)
    const there = await Promise.all(ENCODINGS.map(({ extension }) => isThere(join(folder, hash + extension))))
    const encodings = ENCODINGS.filter((_encoding, n) => there[n])
    if (encodings.length === 0) return false
    response.vary('accept-encoding')
    const encoding = encodings.find(({ name }) => request.acceptsEncodings(name) === name)
    if (encoding === undefined) return false
    response.type(extname(file))
    response.sendFile(hash + encoding.extension, {
      root: folder,
      cacheControl: false,
      // A part of what was compressed is of no use to who wants a part of the file.
      acceptRanges: false,
      headers: { ...headers, 'content-encoding': encoding.name },
    })
    return true
  },
})
