// Starts the program over a fresh data folder and reads from its output where it is: the demonstration on a port the system
// chooses, with how to sign in; or an installation of its own, with the founder's link.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import { artefact, program } from './place.mjs'

const READY_WITHIN = 30_000

/**
 * @returns {Promise<{address: string, practice: string, links: Record<string, string>, data: string, end: () => Promise<void>, stop: () => Promise<void>}>}
 * `links` has one sign-in address per sample person, such as `links['django/member-events']`; `end` stops the program and
 * leaves its data, `stop` removes them too.
 */
export const startDemo = (name, ...more) => start(`demo-${name}`, ['demo', '--listen', '127.0.0.1:0', ...more], told => told.ready)

/** An installation that nobody has set up yet: `founder` is the link it prints. `reasons` has a server it may reach for each reason. */
export async function startServing(name, reasons, ...more) {
  const port = await freePort()
  const allowed = Object.entries(reasons).flatMap(([reason, origin]) => ['--allow', `${origin}=${reason}`])
  const options = ['--listen', `127.0.0.1:${port}`, '--public-url', `http://localhost:${port}`, ...allowed, ...more]
  return start(`serve-${name}`, ['serve', ...options], told => told.founder)
}

/** The link for the founder of one group more in an installation that is being served. */
export const founderOfAnother = ({ data, address }) => (
  execFileSync(program(), ['invite', '--public-url', address, '--data', data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()
)

async function start(name, options, isReady) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'nuncio-story-'))
  const log = openLog(name)
  const running = spawn(program(), [...options, '--data', data], { stdio: ['ignore', 'pipe', log] })
  const killed = () => running.kill('SIGKILL')
  process.on('exit', killed)
  const ended = new Promise(resolve => running.once('exit', resolve))

  const told = await introduction(running, log, isReady)
  const end = async () => {
    running.kill('SIGTERM')
    await ended
    process.off('exit', killed)
  }
  const stop = async () => {
    await end()
    fs.rmSync(data, { recursive: true, force: true })
  }
  return { ...told, data, end, stop }
}

function openLog(name) {
  fs.mkdirSync(artefact('logs'), { recursive: true })
  return fs.openSync(artefact('logs', `${name}.log`), 'a')
}

/** Reads `address: http://…` and, of the demonstration, the lines `group/person: http://…/sign-in/…`, until it is ready. */
function introduction(running, log, isReady) {
  return new Promise((resolve, reject) => {
    const told = { links: {} }
    const tooLate = setTimeout(() => reject(new Error('the program was not ready within 30 s')), READY_WITHIN)
    running.once('exit', code => reject(new Error(`the program ended with ${code} before it was ready; see artefacts/logs`)))
    readline.createInterface({ input: running.stdout }).on('line', line => {
      fs.writeSync(log, line + '\n')
      const [, key, value] = /^([^:]+): (\S+)$/.exec(line) ?? []
      if (key?.includes('/')) told.links[key] = value
      else if (key) told[key === 'practice network' ? 'practice' : key] = value
      if (isReady(told)) { clearTimeout(tooLate); resolve(told) }
    })
  })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
