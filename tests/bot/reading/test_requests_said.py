"""What is said of requests, and what only sounds so."""

from bot.reading.requests_said import request_said
from tests.sweeping import sweep


@sweep(
    ("said", "read"),
    [
        ("行，给他加吧", "approve 他"),
        ("好的，批了", "approve"),
        ("小事，准了", "approve"),
        ("没毛病，准", "approve"),
        ("行吧给他", "approve 他"),
        ("那就给他呗", "approve 他"),
        ("员工甲那条批了", "approve 员工甲"),
        ("把市场部的申请批了吧", "approve 市场部"),
        ("yes, approve it, he needs it tomorrow", "approve"),
        ("ok let him have it", "approve him"),
        ("ok but give them only 3", "approve =3"),
        ("fine, give them 5 not 10", "approve =5"),
        ("all right, give her 8 gigs instead of 20 please", "approve =8 gigs"),
        ("ok but they get 30, not 50", "approve they =30"),
        ("okay but staff01 gets just 30 GB", "approve staff01 =30 GB"),
        ("fine, but they can only have 30", "approve they =30"),
        ("sure, give them half", "approve =half"),
        ("yes but 30 is enough", "approve =30"),
        ("ok, make it 30 GB", "approve =30 GB"),
        ("行，给加到12G", "approve =12G"),
        ("好吧，批5个g，不是10G", "approve =5个g"),
        ("可以，但只给3个G", "approve =3个G"),
        ("approve Sales but with 11 GB only", "approve sales =11 GB"),
        ("go ahead and approve that one for two weeks", "approve =two weeks"),
        ("Decline request 1, please, they should Tidy up", "decline #1 (they should Tidy up)"),
        ("不批，让他们先清理一下", "decline (让他们先清理一下)"),
        ("拒绝员工甲的申请，因为预算不够", "decline 员工甲 (预算不够)"),
        ("员工甲那个要扩容的我看到了，先给10个G，剩下的下个月再说", "approve 员工甲 =10个G"),
        ("关于员工甲的扩容，批10G就行", "approve 员工甲 =10G"),
        ("销售合同扩容那个，先给10G，其余的等下季度", "approve 销售合同 =10G"),
        ("员工甲要的空间我看到了，同意", "approve 员工甲"),
        ("员工甲的申请我看过了，不批，让他先清理", "decline 员工甲 (让他先清理)"),
        ("I saw Ann's request, give her 10 GB for now, the rest next month", "approve ann =10 GB"),
        ("员工甲要的那20个G，给他一半吧", "approve 员工甲 =一半"),
        ("刚才员工甲要的那50G批了吧，不过先给20个G就行", "approve 刚才员工甲要的那50g =20个G"),
        ("把员工甲的申请批了吧，50G太多给20G", "approve 员工甲 =20G"),
        ("批给员工甲20G", "approve 员工甲 =20G"),
        ("员工甲那个扩容，先同意30G吧", "approve 员工甲 =30G"),
        ("员工甲刚才说要加50G，批了", "approve 员工甲"),
        ("我申请的空间下来没", "answered"),
        ("先批员工乙的", "approve 员工乙"),
        ("approve everything", "all"),
        ("都批了吧", "all"),
        ("what is waiting for me?", "waits"),
        ("有什么等我批的", "waits"),
        ("who still wants something from me?", "wants"),
        ("我还有几个没批的申请", "wants"),
        ("did they answer me about Sales yet?", "answered"),
        ("我的申请批了没", "answered"),
        ("我要的扩容审批下来了吗", "answered"),
        ("never mind, forget about that request", "withdraw"),
        ("刚才的申请不要了", "withdraw"),
        *(
            (said, "")
            for said in (
                *("先别批", "批了就删", "approve it once he has tidied up", "行", "ok", "yes"),
                *("给员工甲加5G", "give Ann access", "删除市场部", "don't forget the request form"),
                *("市场部容量加到20G", "员工甲的扩容我看到了，等他清理完再批"),
                *("新建空间要先审批吗", "市场部能删吗要审批吗", "这个得管理员批吗"),
                *("how do I approve a request", "approve or not?", "等他清理完再批"),
                *("they get 30", "ok they get access", "fine, they have 30 GB left"),
                *("ok what do they get", "yes they have 30 files"),
            )
        ),
    ],
)
def test_a_request_is_spoken_of(said: str, read: str) -> None:
    found = request_said(said)
    if found is None:
        assert not read
        return
    looks = found.does in {"waits", "wants", "answered"}
    parts = (
        found.does,
        "" if looks else found.target,
        f"#{found.number}" if found.number else "",
        f"={found.amount}" if found.amount else "",
        f"({found.why})" if found.why else "",
    )
    assert " ".join(filter(None, parts)) == read
