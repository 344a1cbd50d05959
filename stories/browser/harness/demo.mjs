// Starts the demo over a fresh data folder, on a port the system chooses, and reads from its output where it is and how to sign in.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import readline from 'node:readline'
import { artefact, program } from './place.mjs'

const READY_WITHIN = 30_000

/**
 * @returns {Promise<{address: string, practice: string, links: Record<string, string>, stop: () => Promise<void>, data: string}>}
 * `links` has one sign-in address per sample person, such as `links['django/member-events']`.
 */
export async function startDemo(name, ...more) {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'nuncio-story-'))
  const log = openLog(name)
  const demo = spawn(program(), ['demo', '--data', data, '--listen', '127.0.0.1:0', ...more], { stdio: ['ignore', 'pipe', log] })
  const killed = () => demo.kill('SIGKILL')
  process.on('exit', killed)
  const ended = new Promise(resolve => demo.once('exit', resolve))

  const told = await introduction(demo, log)
  const stop = async () => {
    demo.kill('SIGTERM')
    await ended
    process.off('exit', killed)
    fs.rmSync(data, { recursive: true, force: true })
  }
  return { ...told, data, stop }
}

function openLog(name) {
  fs.mkdirSync(artefact('logs'), { recursive: true })
  return fs.openSync(artefact('logs', `demo-${name}.log`), 'a')
}

/** Reads `address: http://…` and the lines `group/person: http://…/sign-in/…` until `ready: yes`. */
function introduction(demo, log) {
  return new Promise((resolve, reject) => {
    const told = { address: undefined, links: {} }
    const tooLate = setTimeout(() => reject(new Error('the demo was not ready within 30 s')), READY_WITHIN)
    demo.once('exit', code => reject(new Error(`the demo ended with ${code} before it was ready; see artefacts/logs`)))
    readline.createInterface({ input: demo.stdout }).on('line', line => {
      fs.writeSync(log, line + '\n')
      const [, key, value] = /^([^:]+): (\S+)$/.exec(line) ?? []
      if (key === 'address') told.address = value
      if (key === 'practice network') told.practice = value
      if (key?.includes('/')) told.links[key] = value
      if (key === 'ready') { clearTimeout(tooLate); resolve(told) }
    })
  })
}
