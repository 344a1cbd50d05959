//! What every request passes before a page sees it, and every response on its way out.
