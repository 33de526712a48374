// Light, dark, or as the system is.

/** @type {readonly string[]} */
const CHOICES = ['system', 'light', 'dark']
const KEY = 'apigen-console-theme'

/** @param {HTMLElement} button goes from one choice to the next */
export function listenForTheme(button) {
  show(button, localStorage.getItem(KEY))
  button.addEventListener('click', () => {
    const chosen = document.documentElement.dataset.theme ?? 'system'
    const next = CHOICES[(CHOICES.indexOf(chosen) + 1) % CHOICES.length]
    localStorage.setItem(KEY, next ?? 'system')
    show(button, next)
  })
}

/**
 * @param {HTMLElement} button
 * @param {string | null | undefined} wanted
 */
function show(button, wanted) {
  const choice = CHOICES.find((one) => one === wanted) ?? 'system'
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
  button.textContent = `Theme: ${choice}`
}
