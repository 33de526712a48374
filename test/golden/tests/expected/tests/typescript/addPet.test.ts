import { expect, test } from "vitest"

/** Where the API is served; `apigen dev --exec "npx vitest run"` says it. */
const url = process.env["APIGEN_URL"] ?? ""

/** `POST /pets/{petId}/{rest+}`: Adds a pet. */
test.skipIf(url === "")("addPet answers as declared", async ({ skip }) => {
  const response = await fetch(url + "/pets/a%20b%2Fc/text?tags=small&tags=small&box%5Bfrom%5D=3", {
    method: "POST",
    headers: { "x-day": "2026-01-31", cookie: "sid=textxx", "content-type": "application/json" },
    redirect: "manual",
    body: JSON.stringify({ name: "O'Malley", friend: { since: "2026-01-31T12:00:00Z" }, weight: 1.5 }),
  })
  const text = await response.text()
  skip([401, 403, 501].includes(response.status), "addPet is not implemented yet, or its credentials are missing here")
  expect([201, 404], text).toContain(response.status)
})
