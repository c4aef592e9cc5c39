/** React 19: the reply is controlled, and what the panel inserts becomes state like what the agent types. */
import 'cx-assist/define'
import 'cx-assist/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { fetchSession, type Session } from '../session.ts'

const Desktop = ({ start }: { readonly start: Session }) => {
  const [{ bff, token, conversation }, setSession] = useState(start)
  const [draft, setDraft] = useState('')
  return (
    <>
      <label htmlFor="reply">Reply</label>
      <textarea id="reply" value={draft} onChange={(event) => setDraft(event.target.value)} />
      <output>{draft.length} characters</output>
      <cx-assist
        bff={bff}
        token={token}
        conversation={conversation}
        composer="#reply"
        oncx-assist-error={async ({ detail }) => {
          if (detail.code === 'unauthorized') setSession(await fetchSession())
        }}
      />
    </>
  )
}

const place = document.querySelector('#desktop')
if (place !== null) createRoot(place).render(<Desktop start={await fetchSession()} />)
