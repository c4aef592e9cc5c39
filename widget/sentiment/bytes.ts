/** Of a file, in memory that no other thread shares: what browsers digest, and keep. */
export type Bytes = Uint8Array<ArrayBuffer>
