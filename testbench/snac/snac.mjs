// A snac server (part of the Mastodon client API) on loopback, with three accounts and a token for each.
//
//   node snac.mjs SNAC_BINARY DATA_DIR PORT
//
// Prints one line of JSON when it answers:
//   {"ready":true,"base":"http://localhost:…","tokenA":"…","tokenB":"…","tokenReader":"…","passwordA":"…","passwordB":"…"}
// The accounts are membera, memberb and reader. The tokens come from the ordinary OAuth code flow; the passwords are for its page. SIGTERM stops the server; it may take three seconds to join its threads.
import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const [binary, data, port] = process.argv.slice(2)
if (!binary || !data || !port) throw new Error('snac.mjs needs a program, a folder and a port: snac.mjs SNAC_BINARY DATA_DIR PORT')

const base = `http://localhost:${port}`
const redirect = 'http://127.0.0.1:1/back'

makeInstance()
const passwords = { membera: addPerson('membera'), memberb: addPerson('memberb'), reader: addPerson('reader') }
const server = spawn(binary, ['httpd', data], { stdio: ['ignore', 'inherit', 'inherit'] })
server.on('exit', code => process.exit(code ?? 0))
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill('SIGTERM'))

await answering()
const [tokenA, tokenB, tokenReader] = [await tokenFor('membera'), await tokenFor('memberb'), await tokenFor('reader')]
const { membera: passwordA, memberb: passwordB } = passwords
console.log(JSON.stringify({ ready: true, base, tokenA, tokenB, tokenReader, passwordA, passwordB }))

function makeInstance() {
  fs.rmSync(data, { recursive: true, force: true })
  const answers = ['127.0.0.1', port, `localhost:${port}`, '', 'operator@group.example', ''].join('\n')
  execFileSync(binary, ['init', data], { input: answers, stdio: ['pipe', 'ignore', 'pipe'] })
  const file = path.join(data, 'server.json')
  const settings = JSON.parse(fs.readFileSync(file, 'utf8'))
  const bench = { protocol: 'http', disable_email_notifications: true, disable_sandbox: true, badlogin_retries: 1000, title: 'test bench' }
  fs.writeFileSync(file, JSON.stringify({ ...settings, ...bench }))
}

function addPerson(name) {
  const said = execFileSync(binary, ['adduser', data, name], { stdio: ['ignore', 'pipe', 'pipe'] }).toString()
  const password = /User password is (\S+)/.exec(said)?.[1]
  if (!password) throw new Error(`snac gave no password for ${name}; it said: ${said}`)
  return password
}

async function answering() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`${base}/api/v1/instance`).catch(() => null)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`snac did not answer at ${base} within ten seconds`)
}

async function tokenFor(name) {
  const app = await post('/api/v1/apps', { client_name: 'bench', redirect_uris: redirect, scopes: 'read write follow' })
  const login = { login: name, passwd: passwords[name], redir: redirect, cid: app.client_id, state: 's1' }
  const signedIn = await fetch(`${base}/oauth/x-snac-login`, { method: 'POST', body: new URLSearchParams(login), redirect: 'manual' })
  const code = new URL(signedIn.headers.get('location')).searchParams.get('code')
  const grant = { grant_type: 'authorization_code', code, client_id: app.client_id, client_secret: app.client_secret, redirect_uri: redirect }
  return (await post('/oauth/token', grant)).access_token
}

async function post(route, fields) {
  const answer = await fetch(base + route, { method: 'POST', body: new URLSearchParams(fields) })
  if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
