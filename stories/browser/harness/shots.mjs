// Pictures of every page of the demo, light and dark, wide and narrow: `cargo xtask shots`.
import { NARROW, WIDE, openBrowser } from './browser.mjs'
import { startDemo } from './demo.mjs'
import { nameOf, pagesOf } from './pages.mjs'
import { artefact } from './place.mjs'

const demo = await startDemo('shots')
const browser = await openBrowser()
try {
  let pictures = 0
  for (const [key, link] of firstOfEachGroup(demo.links)) {
    const guide = await browser.person(link)
    const pages = await pagesOf(guide, guide.page.url())
    for (const theme of ['light', 'dark']) {
      for (const size of [WIDE, NARROW]) {
        const person = await browser.person(undefined, { theme, size, as: guide })
        for (const address of pages) {
          await person.page.goto(address, { waitUntil: 'load' })
          await person.shot(`${key.split('/')[0]}/${nameOf(address)}-${theme}-${size.width}`)
          pictures++
        }
      }
    }
    console.log(`${key}: ${pages.length} pages`)
  }
  console.log(`${pictures} pictures in ${artefact('shots')}`)
} finally {
  await browser.close()
  await demo.stop()
}

function firstOfEachGroup(links) {
  const groups = new Map()
  for (const [key, link] of Object.entries(links)) {
    const group = key.split('/')[0]
    if (!groups.has(group)) groups.set(group, [key, link])
  }
  return [...groups.values()]
}
