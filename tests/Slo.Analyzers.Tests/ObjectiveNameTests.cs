using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class ObjectiveNameTests
{
    private const string Message =
        "No objective 'chekout' is declared in this project, only 'checkout', 'search'; correct the name, or declare it with AddObjective(\"chekout\", ...)";

    [Fact]
    public Task WithSlo_UnknownName_IsReported() => Verify.ReportsAsync(
        "SLO002", App("""app.MapGet("/a", () => "").WithSlo("checkout", [|"chekout"|], "SEARCH");"""), Message);

    [Theory]
    [InlineData("""new[] { "search", [|"chekout"|] }""")]
    [InlineData("""new string[] { [|"chekout"|] }""")]
    [InlineData("""["search", [|"chekout"|]]""")]
    [InlineData("""[|"chek" + "out"|]""")]
    [InlineData("""[|Names.Wrong|]""")]
    [InlineData("""objectives: [|"chekout"|]""")]
    public Task WithSlo_AnyNotationOfNames_IsRead(string names) => Verify.ReportsAsync(
        "SLO002", App($"app.MapGet(\"/a\", () => \"\").WithSlo({names});"), Message);

    [Theory]
    [InlineData("""Names.Of("chekout")""")]
    [InlineData("""Names.ByKey["chekout"]""")]
    [InlineData("""args.Length > 0 && args[0] == "chekout" ? "checkout" : "search" """)]
    public Task WithSlo_ComputedName_IsLeftAlone(string name) => Verify.SilentAsync(
        App($"app.MapGet(\"/a\", () => \"\").WithSlo({name});"));

    [Fact]
    public Task Attribute_UnknownName_IsReportedOnMethodsClassesAndLambdas() => Verify.ReportsAsync(
        "SLO002",
        App(
            """app.MapGet("/a", [Slo([|"chekout"|])] () => "");""",
            """
            [Slo("checkout", [|"chekout"|])] class Controller { [SloAttribute([|Names.Wrong|])] public void Act() { } [Slo("search")] public void Find() { } }
            """),
        Message, Message, Message);

    [Theory]
    [InlineData("builder.AddSlo();")]
    [InlineData("""builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));""")]
    [InlineData("""builder.Services.AddSlo().AddObjective(args[0], o => o.TargetPercent(99));""")]
    [InlineData("""new SloObjectiveBuilder(args[0]).TargetPercent(99).Build();""")]
    public Task Names_ThatMayComeFromElsewhere_AreNotDoubted(string elsewhere) => Verify.SilentAsync(
        App(elsewhere + """app.MapGet("/a", () => "").WithSlo("chekout");"""));

    [Fact]
    public Task Names_WithoutAnyDeclarationHere_AreNotDoubted() => Verify.SilentAsync(
        """
        var app = WebApplication.Create(args);
        app.MapGet("/a", () => "").WithSlo("chekout");
        """);

    [Fact]
    public Task Names_DeclaredInEveryWay_AreKnown() => Verify.SilentAsync(
        App(
            """
            builder.Services.AddSlo(options => options.AddObjective("one", o => o.TargetPercent(99)));
            var two = new SloObjectiveBuilder("two").TargetPercent(99).Build();
            SloObjectiveBuilder three = new(name: "three");
            app.MapGet("/a", () => "").WithSlo("one", "two", "Three");
            """));

    [Fact]
    public Task Message_ManyDeclared_ShowsFive() => Verify.ReportsAsync(
        "SLO002",
        """
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSlo(o =>
        {
            o.AddObjective("a", _ => { }); o.AddObjective("b", _ => { }); o.AddObjective("c", _ => { }); o.AddObjective("d", _ => { });
            o.AddObjective("e", _ => { }); o.AddObjective("f", _ => { }); o.AddObjective("g", _ => { });
        });
        builder.Build().MapGet("/a", () => "").WithSlo([|"z"|]);
        """,
        "No objective 'z' is declared in this project, only 'a', 'b', 'c', 'd', 'e' and 2 more; correct the name, or declare it with AddObjective(\"z\", ...)");

    private static string App(string statements, string types = "") => $$"""
        using Slo;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddSlo()
            .AddObjective("checkout", o => o.TargetPercent(99.9m))
            .AddObjective("search", o => o.TargetPercent(99));
        var app = builder.Build();
        {{statements}}
        {{types}}
        static class Names
        {
            public const string Wrong = "chekout";
            public static readonly Dictionary<string, string> ByKey = [];
            public static string Of(string key) => key;
        }
        """;
}
