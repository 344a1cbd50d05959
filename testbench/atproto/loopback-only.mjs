// Loaded before a server (node --import ./loopback-only.mjs server.mjs): whatever listens on a port
// without naming a host, or on every interface, is bound to 127.0.0.1 instead.
import net from 'node:net'

const EVERYWHERE = new Set([undefined, null, '', '0.0.0.0', '::'])
const LOOPBACK = '127.0.0.1'
const listen = net.Server.prototype.listen

function onLoopback([first, ...rest]) {
  const byOptions = first !== null && typeof first === 'object' && first.port !== undefined && !first.path
  if (byOptions) return [EVERYWHERE.has(first.host) ? { ...first, host: LOOPBACK } : first, ...rest]

  const byPort = typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))
  if (!byPort) return [first, ...rest]
  if (typeof rest[0] !== 'string') return [first, LOOPBACK, ...rest]
  return [first, EVERYWHERE.has(rest[0]) ? LOOPBACK : rest[0], ...rest.slice(1)]
}

net.Server.prototype.listen = function (...args) {
  return listen.apply(this, onLoopback(args))
}
