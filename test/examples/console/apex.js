/** `@salesforce/apex/CxAssistSession.openSession`: what Apex gets from the service. */
export default async ({ recordId }) => {
  const { token, conversation } = await (await fetch(`/session?record=${recordId}`)).json()
  return { token, conversation }
}
