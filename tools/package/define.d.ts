/** Registers the element when it is imported. */
import './masthead-strip.js';
