// The practice network as its page shows it: what was published on which server, and a reader who writes there.
import { press } from './composer.mjs'

/** A reader mentions a group on the Mastodon server; the address of what they wrote. */
export async function readerWrites(person, board, words) {
  const { page } = person
  await openBoard(person, board)
  const server = page.locator('section', { has: page.getByRole('heading', { name: 'Mastodon (practice)' }) })
  await server.getByLabel('Write a post as a reader').fill(words)
  await press(page, server.getByRole('button', { name: 'Post', exact: true }))
  return page.url()
}

/** Every post on every server. */
export async function published(person, board) {
  await openBoard(person, board)
  return person.page.locator('article').evaluateAll(articles => articles.map(article => {
    const text = selector => article.querySelector(selector)?.textContent.trim()
    return {
      network: /^\w+/.exec(article.closest('section').querySelector('h2').textContent)[0],
      author: /^@(\S+)/.exec(text('.who'))?.[1],
      answers: / answers @(\S+)/.exec(text('.who'))?.[1],
      text: text('.text'),
      warning: text('.warning')?.replace('Content warning: ', ''),
      language: article.querySelector('.text').lang,
      asks: [...article.querySelectorAll('.poll li')].map(answer => answer.textContent),
      descriptions: [...article.querySelectorAll('figcaption')].map(figure => figure.textContent.replace('Description: ', '')),
    }
  }))
}

/** The browser asks each new place for an icon, and this one has none. */
async function openBoard({ page, follow, expectRefusals }, board) {
  await follow(board)
  await page.waitForTimeout(200)
  expectRefusals()
}
