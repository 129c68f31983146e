"""Enquiries and their mails, kept on both databases."""

from datetime import timedelta
from threading import Barrier, Thread

from store_records import NOW

from mediawatch.model import Enquiry, EnquiryMail


def made(**given) -> Enquiry:
    values = {
        "organisation": "modum", "journalist": "Kari", "question": "Hvor mange?", "received_at": NOW, "deadline": NOW,
        "stories": ("3", "4"), "note": "fortrolig", "contact": "912 34 567",
    }  # fmt: skip
    return Enquiry(**{**values, **given})


def _mail(kind: str, **given) -> EnquiryMail:
    return EnquiryMail(organisation="modum", identity="", kind=kind, at=NOW, **given)


def test_what_goes_in_comes_out(store) -> None:
    kept = store.enquiries.add(made(), by="k@x.no", now=NOW)
    assert store.enquiries.one("modum", kept.id) == kept
    assert store.enquiries.one("granne", kept.id) is None
    [entry] = store.access.audit(["modum"])
    assert entry.action == "enquiry.add"
    assert "fortrolig" not in entry.after
    assert "912" not in entry.after


def test_found_by_words_status_department_and_time(store) -> None:
    one = store.enquiries.add(made(subject="100 % Ærlig", department="helse"), by="x", now=NOW)
    two = store.enquiries.add(made(status="answered", received_at=NOW - timedelta(days=8)), by="x", now=NOW)
    find = store.enquiries.find
    assert [each.id for each in find("modum")] == [two.id, one.id]
    assert [each.id for each in find("modum", words="ærlig 100")] == [one.id]
    assert [each.id for each in find("modum", words="%")] == [one.id]
    assert find("modum", words="_") == find("granne") == []
    assert [each.id for each in find("modum", department="")] == [two.id]
    assert [each.id for each in find("modum", statuses=("new",))] == [one.id]
    assert [each.id for each in find("modum", before=two.id)] == [one.id]
    assert [each.id for each in store.enquiries.open("modum")] == [one.id]
    assert store.enquiries.between("modum", NOW - timedelta(days=7), NOW) == []
    week = store.enquiries.between("modum", NOW, NOW + timedelta(seconds=1))
    assert [each.id for each in week] == [one.id]


def test_a_mail_is_filed_once_and_its_thread_is_known(store) -> None:
    receive = store.enquiries.receive
    first = receive("modum", "a", ["<a>", "<b>"], lambda _: (_mail("enquiry"), made()), by="post", now=NOW)
    assert receive("modum", "a", ["<a>"], lambda _: (_mail("enquiry"), made()), by="post", now=NOW) is None
    seen = []

    def reply(belongs):
        seen.append(belongs)
        return _mail("reply"), {"question": "Hvor mange?\nOg i fjor?"}

    second = receive("modum", "c", ["<c>", "<b>"], reply, by="post", now=NOW)
    assert seen[0].id == first.enquiry == second.enquiry
    assert store.enquiries.one("modum", first.enquiry).question == "Hvor mange?\nOg i fjor?"
    assert (
        receive("granne", "a", ["<b>"], lambda belongs: (_mail("empty"), belongs), by="post", now=NOW).enquiry is None
    )
    assert [each.identity for each in store.enquiries.mails("modum", of=first.enquiry)] == ["c", "a"]


def test_what_fails_leaves_nothing_behind(store) -> None:
    def fails(_belongs):
        raise RuntimeError("broken")

    for _ in range(2):
        try:
            store.enquiries.receive("modum", "a", ["<a>"], fails, by="post", now=NOW)
        except RuntimeError:
            continue
    assert store.enquiries.mails("modum") == []


def test_two_processes_with_the_same_mail_make_one_enquiry(store, another) -> None:
    stores, barrier, done = [store, another()], Barrier(2), []

    def file(which) -> None:
        barrier.wait()
        done.append(
            which.enquiries.receive("modum", "a", ["<a>"], lambda _: (_mail("enquiry"), made()), by="post", now=NOW)
        )

    threads = [Thread(target=file, args=(one,)) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(one is not None for one in done) == 1
    assert len(store.enquiries.open("modum")) == 1


def test_senders_of_what_made_no_enquiry_are_forgotten(store) -> None:
    mail = _mail("automatic", sender="Liste <l@x.example>", subject="Nytt", why="Nyhetsbrev.")
    store.enquiries.receive("modum", "a", [], lambda _: (mail, None), by="post", now=NOW)
    assert store.enquiries.forget_senders(NOW + timedelta(days=89)) == 0
    assert store.enquiries.forget_senders(NOW + timedelta(days=91)) == 1
    [kept] = store.enquiries.mails("modum")
    assert (kept.sender, kept.subject, kept.why) == ("", "", "Nyhetsbrev.")
    assert store.enquiries.mail("modum", kept.id) == kept
    assert store.enquiries.mail("granne", kept.id) is None


def test_since_when_the_mailbox_is_wrong(store) -> None:
    assert store.enquiries.mailbox("modum") is None
    for hours, fault in ((0, "Feil"), (1, "Feil"), (2, ""), (3, "Igjen")):
        store.enquiries.looked("modum", NOW + timedelta(hours=hours), fault)
        state = store.enquiries.mailbox("modum")
        since = {0: 0, 1: 0, 2: None, 3: 3}[hours]
        assert state.since == (None if since is None else NOW + timedelta(hours=since))
        assert (state.fault, state.looked_at) == (fault, NOW + timedelta(hours=hours))
