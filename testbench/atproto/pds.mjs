// A PLC directory in memory and one Bluesky PDS, both on loopback, with two accounts.
//
//   node --import ./loopback-only.mjs pds.mjs STATE_DIR PLC_PORT PDS_PORT
//
// Prints one line of JSON when both answer:
//   {"ready":true,"base":"http://localhost:…","handle":"…","password":"…","pds":…,"plc":…,
//    "accounts":[{handle,did,password,appPassword}, …],"adminPassword":"…","jwtSecret":"…"}
// Handle and password are the first account's with its app password. With the secret a test can mint an expired access token (HS256). SIGTERM stops both.
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { PDS } from '@atproto/pds'
import plcServer from '@did-plc/server'

const [state, plcPort, pdsPort] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
if (!state || !plcPort || !pdsPort) throw new Error('pds.mjs needs a folder and two ports: pds.mjs STATE_DIR PLC_PORT PDS_PORT')

const address = { plc: `http://localhost:${plcPort}`, pds: `http://localhost:${pdsPort}` }
const adminPassword = secret()
const jwtSecret = secret()

const plc = plcServer.PlcServer.create({ db: plcServer.Database.mock(), port: plcPort })
await plc.start()
const pds = await startPds()
const accounts = [await openAccount('membera'), await openAccount('memberb')]

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop)
const [{ handle, appPassword }] = accounts
console.log(JSON.stringify({ ready: true, base: address.pds, handle, password: appPassword, ...address, accounts, adminPassword, jwtSecret }))

function secret() {
  return randomBytes(16).toString('hex')
}

async function startPds() {
  const blobs = path.join(state, 'blobs')
  fs.mkdirSync(blobs, { recursive: true })
  const server = await PDS.fromEnv({
    devMode: true, // plain http and cookies without Secure
    disableSsrfProtection: true, // the metadata of a client on loopback may be fetched
    hostname: 'localhost',
    port: pdsPort,
    serviceHandleDomains: ['.test'],
    dataDirectory: state,
    blobstoreDiskLocation: blobs,
    didPlcUrl: address.plc,
    plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
    dpopSecret: randomBytes(32).toString('hex'),
    jwtSecret,
    adminPassword,
    inviteRequired: false,
    rateLimitsEnabled: process.env.PDS_RATE_LIMITS === '1', // real 429s after 30 sign-ins in five minutes
    // Nothing of the wider network is here; what needs it answers 502, as during an outage.
    bskyAppViewUrl: 'http://appview.invalid',
    bskyAppViewDid: 'did:example:appview',
    modServiceUrl: 'http://moderation.invalid',
    modServiceDid: 'did:example:moderation',
    crawlers: [],
  })
  await server.start()
  return server
}

async function openAccount(name) {
  const handle = `${name}.test`
  const password = secret()
  const account = await call('com.atproto.server.createAccount', { handle, password, email: `${name}@group.example` })
  const app = await call('com.atproto.server.createAppPassword', { name: 'nuncio' }, account.accessJwt)
  return { handle, did: account.did, password, appPassword: app.password }
}

async function call(method, body, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`${address.pds}/xrpc/${method}`, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${method} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function stop() {
  await pds.destroy()
  await plc.destroy()
  process.exit(0)
}
