// The pages of one group as a signed-in person finds them: every address in the rail, and what one step deeper is linked
// from there. The list is read from the pages themselves, so that a new page is checked from its first day.
const DEPTH = 2
const PER_KIND = 2

/** Addresses of pages, first the start page. Of pages that differ by an id only, the first two are enough. */
export async function pagesOf(person, start) {
  const found = new Map([[kindOf(start), [start]]])
  let edge = [start]
  for (let depth = 0; depth < DEPTH; depth++) {
    const next = []
    for (const address of edge) {
      for (const link of await linksOn(person, address)) if (isNew(found, link)) next.push(link)
    }
    edge = next
  }
  return [...found.values()].flat()
}

async function linksOn({ page }, address) {
  const answer = await page.goto(address, { waitUntil: 'load' })
  if (!answer.headers()['content-type']?.startsWith('text/html')) return []
  const links = await page.$$eval('a[href]:not([download])', anchors => anchors.map(anchor => anchor.href))
  const here = new URL(address).origin
  const leads = link => !/\/sign-out|\/sign-in\/|\/assets\/|\/media\/[^/]+$|\.(csv|json|atom|txt|md)$/.test(new URL(link).pathname)
  return links.filter(link => link.startsWith(here + '/') && leads(link)).map(link => link.split('#')[0])
}

function isNew(found, link) {
  const kind = kindOf(link)
  const same = found.get(kind) ?? []
  if (same.includes(link) || same.length >= PER_KIND) return false
  found.set(kind, [...same, link])
  return true
}

/** The address with ids, numbers and dates taken out. */
function kindOf(link) {
  const { pathname, searchParams } = new URL(link)
  const kind = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d[\d-]*/g, '·')
  return `${kind}?${[...searchParams.keys()].sort().join('&')}`
}

/** A file name for a page. */
export function nameOf(link) {
  const { pathname, search } = new URL(link)
  return (pathname + search).replace(/[^\w]+/g, '-').replace(/^-|-$/g, '').slice(0, 80) || 'start'
}
