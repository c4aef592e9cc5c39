/** `lightning/conversationToolkitApi`, as the vendor's console guide tells it, with a field for the agent's reply. */
export const setAgentInput = async (recordId, message, setAtCursor = false) => {
  const reply = document.querySelector('#reply')
  if (reply.dataset.record !== recordId) throw new Error('this messaging session is not open')
  if (!setAtCursor) reply.value = message.text
  else reply.setRangeText(message.text, reply.selectionStart, reply.selectionEnd, 'end')
  return true
}
