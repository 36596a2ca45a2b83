using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.Dashboard.Tests.Endpoints;

public sealed partial class AssetTests
{
    private const int MostBytes = 150 * 1024;

    [Fact]
    public async Task Page_RefersToItsAssetsRelatively_AndTheyAreKeptForever()
    {
        await using DashboardApp app = await StartAsync();
        var page = await app.Client.GetStringAsync("/slo/", TestContext.Current.CancellationToken);
        string[] assets = [.. Addresses().Matches(page).Select(match => match.Groups[1].Value).Where(address => address.Contains('/', StringComparison.Ordinal))];

        Assert.NotEmpty(assets);
        foreach (var asset in assets.Where(asset => asset.StartsWith("assets/", StringComparison.Ordinal)))
        {
            using HttpResponseMessage response = await app.Client.GetAsync("/slo/" + asset, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl!.ToString());
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }

        Assert.All(assets, asset => Assert.DoesNotMatch("^(/|https?:)", asset));
    }

    [Fact]
    public async Task Page_HasAStrictPolicyAndNoInlineCode()
    {
        await using DashboardApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/", TestContext.Current.CancellationToken);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.DoesNotMatch(@"style=|<style|onclick|<script(?! (src|type=""module"" src)=)", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Asset_IsCompressedForThoseWhoAcceptIt(string encoding)
    {
        await using DashboardApp app = await StartAsync();
        var plain = await app.Client.GetByteArrayAsync("/slo/assets/x/uplot.js", TestContext.Current.CancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Get, "/slo/assets/x/uplot.js");
        request.Headers.Add("Accept-Encoding", encoding);
        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(encoding, Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", Assert.Single(response.Headers.Vary));
        Assert.InRange(body.Length, 1, plain.Length / 2);
        using MemoryStream packed = new(body);
        await using Stream stream = encoding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        await stream.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(plain, unpacked.ToArray());
    }

    // What a middleware of the app says of its own part of the answer stays.
    [Theory]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Vary_OfTheApp_IsKept(string accepted)
    {
        await using DashboardApp app = await DashboardApp.StartAsync(
            _ => { },
            web =>
            {
                web.UseResponseCompression();
                web.Use((context, next) =>
                {
                    context.Response.Headers.Vary = "Origin";
                    return next(context);
                });
                web.MapSloDashboard().AllowAnonymous();
            },
            builder => builder.Services.AddResponseCompression());
        foreach (var path in new[] { "/slo/", "/slo/assets/x/style.css", "/slo/api/v1/slos" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.Add("Accept-Encoding", accepted);
            using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.Equal(["Origin", "Accept-Encoding"], response.Headers.Vary);
            Assert.Equal(accepted == "br" ? ["br"] : [], response.Content.Headers.ContentEncoding);
        }
    }

    [Theory]
    [InlineData("gzip;q=0, br;q=0")]
    [InlineData("zstd")]
    public async Task Asset_IsPlainForThoseWhoDoNot(string accepted)
    {
        await using DashboardApp app = await StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/slo/assets/x/style.css");
        request.Headers.Add("Accept-Encoding", accepted);
        using HttpResponseMessage response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal("text/css; charset=utf-8", response.Content.Headers.ContentType!.ToString());
    }

    // While versions change, the page of one process may ask another one.
    [Fact]
    public async Task Asset_OfAnotherVersion_IsServedAndNotKept()
    {
        await using DashboardApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/assets/other/app.js", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("/slo/assets/x/nothing.js")]
    [InlineData("/slo/assets/x/index.html")]
    [InlineData("/slo/assets/x/..%2f..%2fappsettings.json")]
    [InlineData("/slo/unknown")]
    public async Task Unknown_Is404(string path)
    {
        await using DashboardApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/slo", "slo/")]
    [InlineData("/slo?slo=a%20b", "slo/?slo=a%20b")]
    public async Task Page_WithoutTheSlash_IsRedirectedRelatively(string path, string expected)
    {
        await using DashboardApp app = await StartAsync();
        using HttpResponseMessage response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Redirect, expected), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    // The whole path is that of the app then.
    [Fact]
    public async Task Page_AtTheRootBelowAPathBase_IsRedirectedBelowIt()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(_ => { }, web =>
        {
            web.UsePathBase("/base");
            web.UseRouting();
            web.MapSloDashboard("/").AllowAnonymous();
        });
        using HttpResponseMessage response = await app.Client.GetAsync("/base", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Redirect, "base/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task PageAndAssets_StayBelowTheirLimit_AndNameNoOtherHost()
    {
        await using DashboardApp app = await StartAsync();
        string[] names = [.. typeof(SloDashboardEndpointRouteBuilderExtensions).Assembly.GetManifestResourceNames()];
        foreach (var name in names)
        {
            await using Stream stream = typeof(SloDashboardEndpointRouteBuilderExtensions).Assembly.GetManifestResourceStream(name)!;
            using StreamReader reader = new(stream);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            string[] hosts = [.. Hosts().Matches(text).Select(match => match.Value).Except(["http://www.w3.org", "https://github.com"])];
            Assert.True(hosts.Length == 0, $"{name}: {string.Join(", ", hosts)}");
        }

        var total = DashboardAssets.All.Files.Sum(file => file.Content.Length) + DashboardAssets.All.Page.Content.Length;
        Assert.Contains("uplot.license.txt", names);
        Assert.InRange(total, 1, MostBytes);
    }

    // What is served is without indentation and comments: no text may span lines.
    [Fact]
    public void Scripts_HaveNoTextOverSeveralLines()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("src", "Slo.Dashboard", "Assets"), "*.js").Where(file => !file.EndsWith("uplot.js", StringComparison.Ordinal)))
        {
            Assert.All(File.ReadAllLines(file), line => Assert.True(line.Count(letter => letter == '`') % 2 == 0, $"{Path.GetFileName(file)}: {line}"));
        }

        Assert.Equal("  a\n", Compact("x.txt", "  a\n"));
        Assert.Equal("a  b", Compact("uplot.js", "a  b"));
    }

    [Theory]
    [InlineData("// head\n  a\n\n    // note\n  b /* c */\n", "a\nb\n")]
    [InlineData("const { a } = b;\nreturn a + +b - -c + d;\n", "const{a}=b;return a+ +b- -c+d;")]
    [InlineData("x = 'a  +  b' + \" , \" ;", "x='a  +  b'+\" , \";")]
    [InlineData("x = `a  ${ b ? `{ ' }` : ' } ' }  c` + d", "x=`a  ${ b ? `{ ' }` : ' } ' }  c`+d\n")]
    [InlineData("x = a / b / c, y.replace(/[/ ] '/g, z)", "x=a/b/c,y.replace(/[/ ] '/g,z)\n")]
    [InlineData("x = 'it\\'s  ' + y", "x='it\\'s  '+y\n")]
    [InlineData("static #a = 1;\nif (#a in b) { return /  /; }", "static #a=1;if(#a in b){return/  /;}")]
    [InlineData("catch { /* gone. */ }\nlet  x", "catch{}let x\n")]
    public void Script_IsServedWithoutWhatSeparatesNothing(string source, string expected) => Assert.Equal(expected, Compact("x.js", source));

    [Theory]
    [InlineData("/* note */\n  a > b { color: red; }\nc { }\n", "a>b{color:red}c{}")]
    [InlineData("a { font: 12px/1.5 \"A  b\", c; content: \" {\"; width: calc(100% - 48px) !important; }", "a{font:12px/1.5 \"A  b\",c;content:\" {\";width:calc(100% - 48px)!important}")]
    [InlineData("@media (max-width: 640px) and (hover: none) {\n  .a .b:hover { x: y; }\n}\n", "@media (max-width:640px) and (hover:none){.a .b:hover{x:y}}")]
    public void Style_IsServedWithoutWhatSeparatesNothing(string source, string expected) => Assert.Equal(expected, Compact("x.css", source));

    // Apart from spaces, line breaks and comments, each script is what its source is; the browser tests run what is served.
    [Fact]
    public void Scripts_ServedAndSources_HaveTheSameTokens()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("src", "Slo.Dashboard", "Assets"), "*.js"))
        {
            var source = string.Join('\n', File.ReadAllLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
            var served = Encoding.UTF8.GetString(DashboardAssets.All.Find(Path.GetFileName(file))!.Content);

            Assert.Equal(Tokens(source), Tokens(served));
        }

        static string Tokens(string text) => string.Join('\n', Token().Matches(BlockComment().Replace(text, "")).Select(match => match.Value));
    }

    private static string Compact(string name, string text) => Encoding.UTF8.GetString(CompactAsset.Of(name, Encoding.UTF8.GetBytes(text)));

    // The dashboard must not count into the objectives that it shows.
    [Fact]
    public async Task ItsOwnRequests_CountForNoObjective()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(options => options.AddObjective("all", o => o.TargetPercent(99).HttpServer()));
        foreach (var path in new[] { "/slo/", "/slo/assets/x/app.js", "/slo/api/v1/slos", "/slo/assets/x/nothing" })
        {
            using HttpResponseMessage response = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
        }

        Assert.Equal(default, app.Registry.Get("all").Total);
    }

    [Fact]
    public async Task Policy_OfTheApp_StaysAsItIs()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(_ => { }, web =>
        {
            web.Use((context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
                return next(context);
            });
            web.MapSloDashboard().AllowAnonymous();
        });
        using HttpResponseMessage response = await app.Client.GetAsync("/slo/", TestContext.Current.CancellationToken);

        Assert.Equal("default-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
    }

    private static Task<DashboardApp> StartAsync() => DashboardApp.StartAsync(options => options.AddObjective("a", o => o.TargetPercent(99)));

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    // Words, texts in single quotes, and single signs: what is between them is nothing.
    [GeneratedRegex("[\\w$#]+|'[^'\\n]*'|[^\\s]")]
    private static partial Regex Token();

    [GeneratedRegex(@"/\*.*?\*/")]
    private static partial Regex BlockComment();

    [GeneratedRegex("https?://[a-z0-9.]+")]
    private static partial Regex Hosts();
}
