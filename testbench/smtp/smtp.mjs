// An SMTP server on loopback that keeps each message as a file of JSON: envelope, who signed in, and the message as it came.
//
//   node smtp.mjs FOLDER PORT
//
// Prints one line of JSON when it listens: {"ready":true,"address":"127.0.0.1:…","password":"…","folder":"…"}
// Any user signs in with that password, so that each story finds its own messages by its user. SIGTERM stops it.
import fs from 'node:fs'
import path from 'node:path'
import { SMTPServer } from 'smtp-server'

const [folder, port] = process.argv.slice(2)
if (!folder || !port) throw new Error('smtp.mjs needs a folder and a port: smtp.mjs FOLDER PORT')

const password = 'bench pass: 100%'
let count = 0

const server = new SMTPServer({
  authMethods: ['PLAIN', 'LOGIN'],
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: (auth, _, done) => done(auth.password === password ? null : new Error('no such user or password'), { user: auth.username }),
  onData: (stream, session, done) => {
    const parts = []
    stream.on('data', part => parts.push(part))
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope
      const raw = Buffer.concat(parts).toString('utf8')
      keep({ from: mailFrom.address, to: rcptTo.map(to => to.address), user: session.user, raw })
      done()
    })
  },
})

/** Under its final name only when it is whole, so that nobody reads half of it. */
function keep(message) {
  const name = path.join(folder, String(++count).padStart(5, '0'))
  fs.writeFileSync(`${name}.part`, JSON.stringify(message))
  fs.renameSync(`${name}.part`, `${name}.json`)
}

server.listen(Number(port), '127.0.0.1', () => {
  console.log(JSON.stringify({ ready: true, address: `127.0.0.1:${port}`, password, folder }))
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
