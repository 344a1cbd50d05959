// A browser and the people in it. Each person has a window of their own; whatever the page says on the console as an
// error, and every breach of the content security policy, is kept and fails the story when the window closes.
import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { artefact, chromiumProgram, fromDriver } from './place.mjs'

export const WIDE = { width: 1440, height: 900 }
export const NARROW = { width: 360, height: 780 }

/** Without these Chromium looks up hosts of its own at every start; as root it has no sandbox to use. */
const FLAGS = [
  '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** @returns a browser with `person(...)` and `close()`. */
export async function openBrowser() {
  const { chromium } = fromDriver('playwright-core')
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args: FLAGS })
  return {
    /** A window for one person; `signIn` is the link the demo printed for them, `as` a window that is signed in already. */
    person: async (signIn, { theme = 'light', size = WIDE, script = true, as } = {}) => {
      const context = await browser.newContext({
        viewport: size, colorScheme: theme, reducedMotion: 'reduce', javaScriptEnabled: script, locale: 'en-GB', timezoneId: 'Europe/Berlin',
        storageState: await as?.page.context().storageState(),
      })
      const person = { ...(await aWindow(context)), script }
      if (signIn) await signInBy(person, signIn)
      return person
    },
    close: () => browser.close(),
  }
}

/** Gives a window a passkey device of its own, which is always at hand and knows who holds it. */
export async function givePasskeyDevice({ page }) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options })
}

/** A link shows whom it signs in and asks for one press of its button, so that nothing that only looks at links uses it up. */
async function signInBy(person, link) {
  await person.follow(link)
  const button = person.page.locator('main form button')
  if (person.page.url().includes('/sign-in/') && (await button.count()) === 1) {
    await button.click()
    await person.page.waitForURL(address => !address.pathname.startsWith('/sign-in/'))
  }
}

async function aWindow(context) {
  const faults = []
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`content security policy: ${event.violatedDirective} refused ${event.blockedURI || 'inline'} in ${event.sourceFile}`)
    })
  })
  const page = await context.newPage()
  // A draft of a charter may be compared for twenty seconds before its page gives up on the solver.
  page.setDefaultTimeout(30_000)
  page.on('console', message => { if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`) })
  page.on('pageerror', error => faults.push(`${page.url()}: ${error.message}`))
  page.on('response', answer => { if (answer.status() >= 500) faults.push(`${answer.url()} answered ${answer.status()}`) })

  return {
    page,
    faults,
    /** Opens an address and expects a page that is no error. */
    follow: async address => {
      const answer = await page.goto(address, { waitUntil: 'load' })
      assert.ok(answer.status() < 400, `${address} answered ${answer.status()}`)
    },
    /** A refusal is a page too: forgets the console's remark about its status. */
    expectRefusals: () => { forget(faults, /status of 4\d\d/) },
    shot: name => shot(page, name),
    /** The same page in another kind of window. */
    look: async ({ theme, size }) => {
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize(size)
    },
    axe: rules => axeViolations(page, rules),
    /** The posts of a calendar of which one part lies over another. */
    overlapping: () => page.evaluate(overlapping),
    scrollsSideways: () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
    close: async () => {
      await context.close()
      assert.deepEqual(faults, [], 'the pages raised no error')
    },
  }
}

/** Runs in the page. Boxes that only touch do not overlap. */
function overlapping() {
  const boxes = item => [...item.querySelectorAll(':scope > .icon, .ev__t, .ev__x, .ev__n')]
    .map(part => part.getBoundingClientRect()).filter(box => box.width > 0)
  const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1
  return [...document.querySelectorAll('.cal .ev')]
    .filter(item => boxes(item).some((one, at, all) => all.slice(at + 1).some(other => meet(one, other))))
    .map(item => item.innerText.replaceAll('\n', ' '))
}

function forget(faults, kind) {
  for (let index = faults.length - 1; index >= 0; index--) if (kind.test(faults[index])) faults.splice(index, 1)
}

async function shot(page, name) {
  const file = artefact('shots', `${name}.png`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  await page.screenshot({ path: file, fullPage: true })
  return file
}

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
let axeSource

/** What axe-core finds on the page as it stands, by all its rules or by these: one line per rule, with the elements. */
async function axeViolations(page, rules) {
  axeSource ??= fromDriver('axe-core').source
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: LEVELS }
  const { violations } = await page.evaluate(only => globalThis.axe.run(document, { runOnly: only, preload: false, resultTypes: ['violations'] }), runOnly)
  return violations.map(rule => `${rule.id} (${rule.impact}): ${rule.help}${os.EOL}${rule.nodes.map(node => `    ${node.target.join(' ')}`).join(os.EOL)}`)
}
