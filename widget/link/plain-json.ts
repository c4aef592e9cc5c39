/** Packets as JSON has them, in pages too that have taught arrays or objects to write themselves in another way. */
import { Encoder, type Packet } from 'socket.io-parser'

/** A copy in which nothing is written by what the page says of all arrays or objects. */
const shielded = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value)
    ? value.map(shielded)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shielded(inner)]))
  return Object.defineProperty(copy, 'toJSON', { value: undefined })
}

export class PlainEncoder extends Encoder {
  override encode(packet: Packet) {
    // Prototype, up to its version 1.6, did so.
    return super.encode('toJSON' in [] ? { ...packet, data: shielded(packet.data) } : packet)
  }
}
