/** `@salesforce/resourceUrl/cxAssist`. */
export default './cxAssist.js'
