// A small SMTP listener, after RFC 5321, that takes every letter: `next()` is the text of the next one, waited for.
import net from 'node:net'

const PATIENCE = 20_000

/** @returns {Promise<{address: string, next: () => Promise<string>, stop: () => void}>} */
export async function openMailbox() {
  const letters = []
  const waiting = []
  const server = net.createServer(line => talk(line, letter => (waiting.shift() ?? (later => letters.push(later)))(letter)))
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return { address: `smtp://127.0.0.1:${server.address().port}`, next, stop: () => server.close() }

  function next() {
    if (letters.length) return Promise.resolve(letters.shift())
    return new Promise((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error('no letter came within 20 s')), PATIENCE)
      waiting.push(letter => { clearTimeout(tooLate); resolve(letter) })
    })
  }
}

/** Long lines come in quoted-printable (RFC 2045, 6.7). */
const readable = letter => (/^content-transfer-encoding: quoted-printable$/im.test(letter)
  ? letter.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)))
  : letter)

function talk(line, taken) {
  let heard = ''
  let letter
  line.setEncoding('utf8').on('error', () => {}).on('data', more => {
    heard += more
    for (let end; (end = heard.indexOf('\r\n')) >= 0;) {
      const said = heard.slice(0, end)
      heard = heard.slice(end + 2)
      hear(said)
    }
  })
  say('220 mail.example ready')

  function say(answer) { line.write(`${answer}\r\n`) }

  function hear(said) {
    if (letter && said === '.') { taken(readable(letter.join('\n'))); letter = undefined; say('250 taken') }
    else if (letter) letter.push(said.replace(/^\./, ''))
    else if (/^DATA$/i.test(said)) { letter = []; say('354 go on') }
    else if (/^QUIT$/i.test(said)) { say('221 bye'); line.end() }
    else say('250 ok')
  }
}
