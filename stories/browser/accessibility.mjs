// Every page of the demo against WCAG 2.2 AA, light and dark, at 360 and 1440 pixels, and nothing scrolls sideways.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { NARROW, WIDE, openBrowser } from './harness/browser.mjs'
import { startDemo } from './harness/demo.mjs'
import { pagesOf } from './harness/pages.mjs'

const WINDOWS = ['light', 'dark'].flatMap(theme => [NARROW, WIDE].map(size => ({ theme, size })))

describe('accessibility', () => {
  let demo, browser

  before(async () => {
    demo = await startDemo('accessibility')
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  test('the pages before signing in hold', async () => {
    await checkPages(undefined, [demo.address])
  })

  for (const group of ['django', 'jupyter']) {
    test(`every page of the ${group} group holds`, async () => {
      const [, link] = Object.entries(demo.links).find(([key]) => key.startsWith(`${group}/`))
      const guide = await browser.person(link)
      const pages = await pagesOf(guide, guide.page.url())
      assert.ok(pages.length > 5, `the group has more than ${pages.length} pages`)
      await checkPages(guide, pages)
    })
  }

  async function checkPages(guide, pages) {
    const problems = []
    for (const window of WINDOWS) {
      const person = await browser.person(undefined, { ...window, as: guide })
      for (const address of pages) {
        await person.page.goto(address, { waitUntil: 'load' })
        const where = `${address} ${window.theme} ${window.size.width}`
        problems.push(...(await person.axe()).map(violation => `${where}: ${violation}`))
        if (await person.scrollsSideways()) problems.push(`${where}: scrolls sideways`)
      }
      await person.close()
    }
    assert.deepEqual(problems, [])
  }
})
