// The story the first step ends with, in the demonstration: two groups with some days of history, and the practice network.
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { openBrowser } from './harness/browser.mjs'
import { startDemo } from './harness/demo.mjs'
import { published, readerWrites } from './harness/practice.mjs'
import { theStory } from './steps/the_story.mjs'

const PEOPLE = {
  member: 'django/member-events', coChair: 'django/co-chair', liaison: 'django/liaison', editor: 'jupyter/member-blog',
}

describe('a post leaves under the charter', () => {
  let demo, browser, world

  before(async () => {
    demo = await startDemo('story')
    browser = await openBrowser()
    world = {
      name: 'story', data: demo.data, social: `${demo.address}/g/django`, media: `${demo.address}/g/jupyter`,
      as: role => browser.person(linkOf(PEOPLE[role])),
      readerWrites: person => readerWrites(person, demo.practice, '@notebooks Where are the materials of the workshops?'),
      published: async person => {
        const found = await published(person, demo.practice)
        await person.shot('story/practice-network')
        return found
      },
      end: () => demo.end(),
    }
  })
  after(async () => {
    await browser?.close()
    await demo?.stop()
  })

  theStory(() => world)

  function linkOf(who) {
    assert.ok(demo.links[who], `the demo printed a link for ${who}; it printed ${Object.keys(demo.links).join(', ')}`)
    return demo.links[who]
  }
})
