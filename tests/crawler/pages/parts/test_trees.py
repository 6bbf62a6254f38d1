"""Trees that a script draws beside a list: whose nodes are parts of the column, and whose lead elsewhere or nowhere."""

import pytest

from tests.crawler.pages.parts.test_column import URL, parts
from tests.crawler.pages.test_apart import ROWS, read

NODES = "[{id:11,pId:1,name:'改造名单'},{id:12,pId:1,name:'办事公告'}]"
TREE = {("目录树", "")}
BELOW = {("改造名单", f"{URL}gz/"), ("办事公告", f"{URL}bs/")}


def ztree(nodes: str, options: str, handler: str = "", place: str = "tree-box") -> str:
    script = f"$.fn.zTree.init($('#tree'), {options}, {nodes}); function pick(e, t, n) {{ {handler} }}"
    return f'<div class="{place}"><ul id="tree" class="ztree"></ul></div><script>{script}</script>'


@pytest.mark.parametrize(
    "tree",
    [
        ztree(
            "[{name:'工作动态',url:'./',children:[{name:'改造名单',url:'./gz/'},{name:'办事公告',url:'./bs/'}]}]", "{}"
        ),
        "<script>d = new dTree('d'); d.add(0,-1,'工作动态'); d.add(1,0,'改造名单','./gz/'); d.add(2,0,'办事公告','./bs/');</script>",
        "<div id='t'></div><script>$('#t').treeview({data: [{text: '改造名单', href: './gz/'}, {text: '办事公告', href: 'bs/'}]})</script>",
    ],
)
def test_nodes_that_lead_below_the_columns_address_are_parts(tree: str) -> None:
    assert parts(tree) == BELOW


def test_nodes_that_narrow_the_columns_address_are_parts() -> None:
    assert parts(ztree("[{name:'改造名单',url:'?lb=1'}]", "{}")) == {("改造名单", f"{URL}?lb=1")}


@pytest.mark.parametrize(
    "tree",
    [
        ztree(NODES, "{callback:{onClick:pick}}", "$.get('/list', function(d){$('.news').html(d)})"),
        ztree(NODES, "{callback:{onClick:pick}}", "location.href = '?lb=' + n.id"),
        ztree("null", "{async:{enable:true,url:'/tree.do'}}"),
        "<div id='t'></div><script>$('#t').jstree({core:{data:[{text:'改造名单'}]}}).on('changed.jstree', q)</script>",
        "<div id='t'></div><script>layui.tree.render({elem:'#t',data:[{title:'改造名单',id:1}],click:function(o){q(o)}})</script>",
        "<script>d = new dTree('d'); d.add(1,0,'改造名单','javascript:q(1)'); d.add(2,0,'办事公告','javascript:q(2)');</script>",
        '<ul class="easyui-tree" data-options="url:\'tree.json\'"></ul>',
        '<el-tree :data="tree" @node-click="pick"></el-tree>',
    ],
)
def test_a_tree_that_a_script_turns_or_an_interface_fills_hides_parts(tree: str) -> None:
    assert parts(tree) == TREE


@pytest.mark.parametrize(
    "tree",
    [
        ztree("[{name:'通知公告',url:'/zjw/tzgg/'},{name:'工作动态',url:'/zjw/gzdt/'}]", "{}"),
        ztree(NODES, "{callback:{onClick:pick}}", "window.open('/zjw/list.jsp?id=' + n.id)"),
        ztree(NODES, "{}"),
        ztree("null", "{async:{enable:true,url:'/tree.do'}}", place="sidebar"),
        "<script>var street = '西沽街道'; function free(tree) {}</script>",
    ],
)
def test_trees_of_a_site_of_offices_and_at_the_side_hide_nothing(tree: str) -> None:
    assert not read(tree, rows=ROWS).parts
