"""The time axis, and shades of areas. In a real browser over a real server, found by role and name."""


import pytest

pytestmark = pytest.mark.browser


def test_time_plays_and_can_be_stopped(visit, busy, expect, rows):
    page = visit(origin=busy)
    page.get_by_label("Speed").select_option("fast")
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    last = page.get_by_role("slider", name="Last day shown")
    begun = int(last.get_attribute("aria-valuenow"))
    page.wait_for_function(
        "(begun) => Number(document.querySelector('.time-handle[data-side=to]').ariaValueNow) > begun + 20", arg=begun
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="of 40 events shown")).to_be_attached()
    shown = page.url
    assert "datetime=2023-" in shown
    page.go_back()
    expect(rows(page)).to_have_count(40)  # all of it was one step


def test_who_wants_less_motion_goes_through_time_step_by_step(visit, busy, expect):
    page = visit(origin=busy, reduced_motion="reduce")
    step = page.get_by_role("button", name="Next step in time")
    step.click()
    last = page.get_by_role("slider", name="Last day shown")
    first = last.get_attribute("aria-valuetext")
    step.click()
    expect(last).not_to_have_attribute("aria-valuetext", first)
    expect(step).to_be_visible()
    expect(page.get_by_label("Speed")).to_be_hidden()


def test_the_histogram_can_follow_the_view(visit, expect):
    page = visit("/?ll=34.008,71.5785&z=10")
    bars = page.locator(".time-canvas")
    expect(bars).to_have_attribute("data-counted", "4")  # all but the total
    page.get_by_role("switch", name="In view").check()
    expect(bars).to_have_attribute("data-counted", "1")
    page.get_by_role("button", name="Zoom out", exact=True).click()
    page.get_by_role("switch", name="In view").uncheck()
    expect(bars).to_have_attribute("data-counted", "4")


def test_areas_can_be_shaded_by_what_is_selected(visit, expect, drawn):
    page = visit()
    legend = page.get_by_role("region", name="Shading").filter(has=page.get_by_role("heading"))
    expect(legend).to_be_hidden()
    page.get_by_label("Shade").select_option("Provinces by events")
    expect(legend).to_contain_text("Events by province")
    expect(legend.get_by_role("listitem")).to_have_text(["1 1 province", "2 1 province"])
    expect(legend).to_contain_text("2 events left out")
    page.get_by_label("Shade").select_option("Districts by killed")
    expect(legend).to_contain_text("People killed by district")
    assert "shade=districts-killed" in page.url
    page.reload()
    drawn(page)
    expect(legend).to_contain_text("84")
    page.get_by_role("checkbox", name="Incidents").uncheck()
    expect(legend).to_contain_text("No deaths are told")
    page.get_by_label("Shade").select_option("nothing")
    expect(legend).to_be_hidden()
    assert "shade" not in page.url


def test_the_axis_can_be_zoomed_down_to_days(visit, crowd, expect, drawn):
    page = visit(origin=crowd)
    first = page.get_by_role("slider", name="First day shown")
    whole = int(first.get_attribute("aria-valuemax")) - int(first.get_attribute("aria-valuemin"))
    closer = page.get_by_role("button", name="Closer in time")
    for _ in range(4):
        if closer.is_enabled():
            closer.click()
    expect(closer).to_be_disabled()
    expect(page.locator(".time-canvas")).to_have_attribute("data-unit", "day")
    day, last = (int(first.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
    assert last - day < whole / 10
    assert "axis=2023-" in page.url
    page.reload()
    drawn(page)
    expect(first).to_have_attribute("aria-valuemin", str(day))
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-valuenow", str(day + 1))
    page.get_by_role("group", name="Last part of the time told").get_by_role("button", name="All").click()
    expect(first).not_to_have_attribute("aria-valuemin", str(day))


def test_events_that_last_lie_over_their_days(visit, crowd, expect):
    page = visit(origin=crowd)
    expect(page.locator(".time-canvas")).to_have_attribute("data-lasting", "120")


@pytest.mark.parametrize("name", ["1 day", "7 days", "30 days", "1 year"])
def test_each_preset_chooses_its_days(visit, crowd, expect, drawn, name):
    page = visit(origin=crowd)
    preset = page.get_by_role("button", name=name, exact=True)
    preset.click()
    expect(preset).to_have_attribute("aria-pressed", "true")
    assert "datetime=" in page.url
    page.reload()
    drawn(page)
    expect(preset).to_have_attribute("aria-pressed", "true")
