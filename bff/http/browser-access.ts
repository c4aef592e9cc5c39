/** What browsers may do here: only the allowed origins, and headers that make a foreign page's embedding safe. */
import cors from 'cors'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { createAllowedOrigins } from '../callers/origins.ts'

/** CORS for the allow-list; other origins get no permission header, so their browsers refuse the answer. */
export const allowOrigins = (origins: readonly string[]): RequestHandler => {
  const isAllowed = createAllowedOrigins(origins)
  return cors({ origin: (origin, decide) => decide(null, isAllowed(origin)), methods: ['GET', 'POST'], maxAge: 600 })
}

/**
 * Answers here are data and modules that allowed origins load, never pages. HSTS would bind the host for everything else
 * that runs there, so it is only said where the operator wants it, and never for other hosts below.
 */
export const protectBrowsers = (hstsSeconds: number | undefined): RequestHandler =>
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: hstsSeconds === undefined ? false : { maxAge: hstsSeconds, includeSubDomains: false },
  })
