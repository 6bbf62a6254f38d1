"""What telephone numbers, addresses, names of leaders and of departments look like."""

import re

TELEPHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[-—－ )）]{0,2}\d{7,8}(?:\s*(?:转|-|分机)\s*\d{1,6})?|1[3-9]\d{9}|[2-8]\d{7}(?:\s*(?:转|-)\s*\d{1,6})?|400[- ]?\d{3}[- ]?\d{4}|(?:12345|12388|12345\d?))(?!\d)"
)


ADDRESS = re.compile(
    r"[\u4e00-\u9fa5\d]{2,}(?:路|街|道|巷|里|大厦|园|村)[\u4e00-\u9fa5\d\s-]{0,20}?\d{1,5}\s*(?:号|弄|栋|楼|室|层)|[\u4e00-\u9fa5]{2,}(?:区|市)[\u4e00-\u9fa5\d]{2,}(?:路|街|道|巷|号|楼)"
)


MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


POST = r"(?:党组书记|党委书记|党工委书记|书记|副局长|局长|副主任|主任|副区长|区长|副书记|主席|副主席|处长|科长|部长|院长|所长|调研员|组长|委员|巡视员|队长|政委|总工程师|总经济师)"


LEADER = re.compile(
    rf"{POST}\s*[:：、,，\s]*\s*([\u4e00-\u9fa5]{{2,4}}|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5])|([\u4e00-\u9fa5]{{2,4}}|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5])\s*[:：、,，（(\s]*\s*[\u4e00-\u9fa5]{{0,12}}?{POST}"
)


DEPARTMENT = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:科|处|室|股|办公室|中心|大队|队|部|所)(?=$|[\s,，、;；:：。（(])")


STAMP = re.compile(r"^\s*(?:最后)?(?:更新|发布|修改)(?:时间|日期|于)?\s*[:：]?\s*[\d年月日\-/.:\s]*$")
"""A line that only says when the page was updated is no content."""


MAIL_LINK = re.compile(r"信箱|邮箱|写信|mail|letter|来信", re.IGNORECASE)
