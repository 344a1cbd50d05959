// The data folder below the program: what `nuncio audit verify` says about it, and one byte that is changed by hand.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { program } from '../harness/place.mjs'

/** @returns {Promise<{code: number, said: string}>} how the command ended, and all that it printed. */
export function verify(data) {
  return new Promise((resolve, reject) => {
    const running = spawn(program(), ['audit', 'verify', '--data', data])
    let said = ''
    for (const stream of [running.stdout, running.stderr]) stream.setEncoding('utf8').on('data', more => { said += more })
    running.once('error', reject).once('close', code => resolve({ code, said }))
  })
}

/** Changes one byte of these words, which stand once in the file: in what an entry of the log discloses. */
export function changeOneByte(data, words) {
  const file = path.join(data, 'nuncio.db')
  gatherIn(file)
  const bytes = fs.readFileSync(file)
  const place = bytes.indexOf(words)
  assert.ok(place >= 0, `${words} is in no entry`)
  assert.equal(bytes.indexOf(words, place + 1), -1, `${words} stands once in the file`)
  bytes[place + Buffer.byteLength(words) / 2 | 0] ^= 1
  fs.writeFileSync(file, bytes)
}

/** Everything into the one file, without dead copies in the slack of its pages, so that the byte is one that counts. */
function gatherIn(file) {
  const orders = 'PRAGMA secure_delete = ON; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)'
  const script = `const { DatabaseSync } = require('node:sqlite')
    const database = new DatabaseSync(process.argv[1])
    database.exec(process.argv[2])
    database.close()`
  // A Node 22 that is not the newest knows its SQLite by this flag only, and warns of it.
  execFileSync(process.execPath, ['--experimental-sqlite', '--no-warnings', '-e', script, file, orders])
}
