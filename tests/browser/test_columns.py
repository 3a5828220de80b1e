"""Many events come to the page as columns, and are put together there as if they had come whole."""

import pytest

pytestmark = pytest.mark.browser

ASK = """async () => {
  const { unpacked } = await import("/static/js/columns.js");
  const get = async (url) => (await fetch(url)).json();
  const whole = await get("/api/events");
  return [whole, unpacked(await get("/api/columns")), unpacked(whole) === whole];
}"""


def test_events_from_columns_are_those_that_come_whole(live, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{live}/sources")
    whole, put_together, is_same = page.evaluate(ASK)
    context.close()
    assert is_same
    assert {name: put_together[name] for name in ("version", "count", "news_until")} == {
        name: whole[name] for name in ("version", "count", "news_until")}
    expected = {event["id"]: event for event in whole["events"]}
    for event in put_together["events"]:
        original = expected.pop(event["id"])
        for told in (event, original):  # a list of names is enough for a list; the card asks for the rest
            told["actors"] = [actor["name"] for actor in told["actors"]]
            place = told["place"] or {}
            told["place"] = {name: place[name] for name in (original["place"] or {})}
        assert {name: event[name] for name in original} == original
    assert not expected


def test_the_map_of_many_events_is_that_of_few(make_app, small_store, serve_app, watch_page):
    shown = []
    for many in (1, 5_000):
        with serve_app(make_app(STORE=str(small_store), MANY_EVENTS=many)) as address:
            watch = watch_page(address)
            asked = []
            watch.page.on("request", lambda request, asked=asked: asked.append(request.url))
            watch.open("/", wait_until="commit")
            watch.page.get_by_text("Suicide bombing in a mosque in Peshawar").first.wait_for()
            shown.append(watch.page.locator("#events").inner_text())
            watch.page.goto("about:blank")  # nothing is under way when the server goes
            assert any(url.endswith("/api/columns") for url in asked) is (many == 1)
    assert shown[0] == shown[1]
