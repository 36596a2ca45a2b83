using Microsoft.Playwright;
using Xunit;

namespace Slo.Dashboard.Tests.Browser;

/// <summary>The drawn graph of dependencies: every edge can be followed with the eyes, because none is behind a node.</summary>
public sealed class GraphTests(Chromium chromium)
{
    // All points of all edges that are inside of a node, and texts of edges that are over a node. A border may be touched.
    private const string Covered =
        """
        () => {
          const nodes = [...document.querySelectorAll('.map foreignObject')].map(node => [node, node.getBoundingClientRect()]);
          const found = [];
          const isIn = ({ left, right, top, bottom }, x, y) => x > left + 1.5 && x < right - 1.5 && y > top + 1.5 && y < bottom - 1.5;
          for (const path of document.querySelectorAll('.map .edge path:not(.tip)')) {
            const matrix = path.getScreenCTM();
            const length = path.getTotalLength();
            for (let at = 0; at <= length; at += 2) {
              const { x, y } = path.getPointAtLength(at).matrixTransform(matrix);
              const [node] = nodes.find(([, box]) => isIn(box, x, y)) ?? [];
              if (node) { found.push(`${path.getAttribute('d')} is behind ${node.textContent}`); break; }
            }
          }
          for (const text of document.querySelectorAll('.map .edge text')) {
            const box = text.getBoundingClientRect();
            const [node] = nodes.find(([, { left, right, top, bottom }]) => box.left < right - 1 && box.right > left + 1 && box.top < bottom - 1 && box.bottom > top + 1) ?? [];
            if (node) found.push(`${text.textContent} is over ${node.textContent}`);
          }
          return found;
        }
        """;

    public static TheoryData<string, string> Graphs { get; } = new()
    {
        { "chain", "a>b b>c c>d d>x" },
        { "diamond", "a>b a>c b>x c>x" },
        { "skips one column", "a>b b>x a>x" },
        { "skips two columns", "a>b b>c c>x a>x a>c" },
        { "skips a full column", "a>b a>c a>d b>x c>x d>x a>x a>y" },
        { "cycle", "a>b b>a" },
        { "cycle of four, back over two columns", "a>b b>c c>d d>a a>x" },
        { "calls itself", "a>a a>x b>b b>a" },
        { "more columns than are drawn", "a>b b>c c>d d>e e>f f>g g>h h>i i>j j>k k>x a>x k>a" },
        { "twenty nodes", "a>b a>c a>d b>e b>f c>f d>g e>h f>h g>i h>j i>j j>x a>x a>y c>y d>z g>z e>w f>w i>v b>v a>u j>u k>x k>j l>m m>t l>t n>l" },
        { "every one calls all below", Dense(9) },
    };

    [Theory]
    [MemberData(nameof(Graphs))]
    public async Task Edge_IsNeverBehindANode(string kind, string edges)
    {
        (string From, string To)[] links = [.. edges.Split(' ').Select(edge => (edge[..1], edge[2..]))];
        await using DashboardApp app = await StartAsync(links);
        foreach (var width in new[] { 1280, 360 })
        {
            await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=map", width);
            await page.Page.Locator(".node").First.WaitForAsync();
            await page.ShootAsync($"graph-{kind.Replace(' ', '-')}-{width}");

            Assert.Equal(links.Length, await page.Page.Locator(".edge path:not(.tip)").CountAsync());
            Assert.Empty(await page.Page.EvaluateAsync<string[]>(Covered));
            Assert.Equal(0, await page.Page.EvaluateAsync<int>(
                """
                () => [...document.querySelectorAll('.map path, .map text, .map foreignObject')].filter(part => {
                  const [box, map] = [part.getBBox(), part.ownerSVGElement];
                  return box.x < 0 || box.y < 0 || box.x + box.width > map.width.baseVal.value || box.y + box.height > map.height.baseVal.value;
                }).length
                """));
        }
    }

    // Objectives that are called are right of their callers, also if something else calls them from further left.
    [Fact]
    public async Task Node_IsRightOfEveryCaller_ExceptInACycle()
    {
        await using DashboardApp app = await StartAsync([("a", "b"), ("b", "c"), ("c", "x"), ("a", "x"), ("a", "c")]);
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=map");
        await page.Page.Locator(".node").First.WaitForAsync();

        Assert.Equal(["a", "b", "c", "x"], await page.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.node')].sort((a, b) => a.getBoundingClientRect().x - b.getBoundingClientRect().x).map(node => node.firstChild.textContent)"));
    }

    // Each text has its background around it, 4 pixels wide: a text that is nearer to another one would cover its letters.
    [Fact]
    public async Task Texts_OfCauses_DoNotCoverEachOther()
    {
        await using DashboardApp app = await StartAsync(
            [.. new[] { "a", "b", "c", "d", "e" }.SelectMany(from => new[] { "t", "u", "v", "w" }.Select(to => (from, to)))]);
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/");
        await page.Page.RouteAsync("**/api/v1/map*", async route =>
        {
            IAPIResponse response = await route.FetchAsync();
            var text = await response.TextAsync();
            await route.FulfillAsync(new()
            {
                Response = response,
                Body = text.Replace("\"isCause\":false", "\"isCause\":true", StringComparison.Ordinal)
                    .Replace("\"troubledBadRequests\":0", "\"troubledBadRequests\":92", StringComparison.Ordinal)
                    .Replace("\"badRatio\":null", "\"badRatio\":0.92", StringComparison.Ordinal),
            });
        });
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Dependencies" }).ClickAsync();
        await page.Page.Locator(".node").First.WaitForAsync();
        await page.ShootAsync("graph-causes");

        string[] texts = [.. await page.Page.Locator(".edge text").AllTextContentsAsync()];
        Assert.True(texts.Length > 10);
        Assert.All(texts, text => Assert.Equal("92 % of bad", text));
        Assert.Equal(0, await page.Page.EvaluateAsync<int>(
            """
            () => {
              const boxes = [...document.querySelectorAll('.map .edge text')].map(text => text.getBBox());
              const isNear = (a, b) => a.x < b.x + b.width + 8 && b.x < a.x + a.width + 8 && a.y < b.y + b.height && b.y < a.y + a.height;
              return boxes.filter((box, i) => boxes.some((other, j) => j > i && isNear(box, other))).length;
            }
            """));
    }

    // A dependency that is an objective is drawn as one, and counted as one.
    [Theory]
    [InlineData("a>b b>x a>y", "2 objectives, 2 other dependencies")]
    [InlineData("a>x", "1 objectives, 1 other dependencies")]
    [InlineData("a>b b>a", "2 objectives, 0 other dependencies")]
    public async Task Header_CountsWhatIsDrawn(string edges, string expected)
    {
        await using DashboardApp app = await StartAsync([.. edges.Split(' ').Select(edge => (edge[..1], edge[2..]))]);
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=map");
        await page.Page.Locator(".node").First.WaitForAsync();

        Assert.Equal(expected, await page.Page.Locator("main p.sub").First.InnerTextAsync());
        Assert.Equal(
            expected.Split(',').Sum(part => int.Parse(part.Trim().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)),
            await page.Page.Locator(".node").CountAsync());
    }

    // What the drawing shows is in the table too, and each node is reached by the keyboard in the order of the columns.
    [Fact]
    public async Task Lanes_AreNeitherNodesNorInTheTable()
    {
        await using DashboardApp app = await StartAsync([("a", "b"), ("b", "c"), ("c", "x"), ("a", "x"), ("b", "x")]);
        await using DashboardPage page = await chromium.OpenAsync(app, "/slo/?view=map");
        await page.Page.Locator(".node").First.WaitForAsync();
        await page.Page.GetByRole(AriaRole.Region, new() { Name = "Graph" }).FocusAsync();
        List<string> reached = [];
        for (var i = 0; i < 4; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<string>("document.activeElement.firstChild.textContent"));
        }

        Assert.Equal(["a", "b", "c", "x"], reached);
        Assert.Equal(5, await page.Page.GetByRole(AriaRole.Region, new() { Name = "Dependencies", Exact = true }).Locator("tbody tr").CountAsync());
        Assert.Equal(4, await page.Page.Locator(".map foreignObject").CountAsync());
    }

    // t and later letters are no objectives.
    private static Task<DashboardApp> StartAsync((string From, string To)[] links) => DashboardApp.StartAsync(options =>
    {
        foreach (var name in links.SelectMany(link => new[] { link.From, link.To }).Where(IsObjective).Distinct())
        {
            options.AddObjective(name, o =>
            {
                o.TargetPercent(99);
                foreach ((_, var to) in links.Where(link => link.From == name))
                {
                    o.DependsOn(to);
                }
            });
        }
    });

    private static bool IsObjective(string name) => string.CompareOrdinal(name, "t") < 0;

    private static string Dense(int count) => string.Join(' ',
        Enumerable.Range(0, count).SelectMany(from => Enumerable.Range(from + 1, count - from - 1).Select(to => $"{(char)('a' + from)}>{(char)('a' + to)}")));
}
