import * as z from 'zod/mini'

// Hosts forbid `eval`. Zod would probe for it, which a strict policy reports as a violation even though zod catches it.
z.config({ jitless: true })
