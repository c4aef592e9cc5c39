/** What browsers may do here: only the allowed origins, and headers that make a foreign page's embedding safe. */
import cors from 'cors'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** CORS for the allow-list; other origins get no permission header, so their browsers refuse the answer. */
export const allowOrigins = (origins: readonly string[]): RequestHandler =>
  cors({ origin: [...origins], methods: ['GET', 'POST'], maxAge: 600 })

/** Answers here are data and modules that allowed origins load, never pages. */
export const protectBrowsers: RequestHandler = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
})
