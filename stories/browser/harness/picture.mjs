// A real PNG, made here so that no picture has to be kept in the repository.
import zlib from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

/** A grey rectangle, as a file a form can upload. */
export function picture(name = 'release.png', width = 640, height = 360) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8) // eight bits of red, green and blue
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 128)])
  const pixels = zlib.deflateSync(Buffer.concat(Array(height).fill(row)))
  const buffer = Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
  return { name, mimeType: 'image/png', buffer }
}

function chunk(type, data) {
  const whole = Buffer.alloc(12 + data.length)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4)
  data.copy(whole, 8)
  whole.writeUInt32BE(zlib.crc32(whole.subarray(4, 8 + data.length)), 8 + data.length)
  return whole
}
