using Slo.Cli.Definitions;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Definitions;

public sealed class DefinitionSourcesTests
{
    [Fact]
    public void Read_OfFilesOfEveryKind_IsOneSet()
    {
        using TestFolder folder = new();
        folder.Write("a.yaml", OpenSloText.Of("from-openslo"));
        folder.Write("b.yml", """
            version: prometheus/v1
            service: shop
            slos:
              - name: from-sloth
                objective: 99.9
                sli: { events: { error_query: 'sum(rate(bad[{{.window}}]))', total_query: 'sum(rate(all[{{.window}}]))' } }
                alerting: { page_alert: { disable: true }, ticket_alert: { disable: true } }
            """);
        folder.Definitions(""" "from-settings": { "TargetPercent": 99 } """, "c.json");
        folder.Write("package.json", """{ "name": "not ours", "dependencies": {} }""");

        DefinitionSet set = DefinitionSources.Read([folder.PathOf("")], new SloReadOptions());

        Assert.Equal(0, set.Errors);
        Assert.Equal(["from-openslo", "from-settings", "from-sloth"], set.Objectives.Select(objective => objective.Name.Replace("shop-", "", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void Read_OfAFolderWithOneBrokenFile_ReportsTheOthers()
    {
        using TestFolder folder = new();
        folder.Write("a.yaml", OpenSloText.Of("good"));
        var broken = folder.Write("b.yaml", "apiVersion: openslo/v1\nkind: [\n");
        folder.Definitions(""" "settings": { "TargetPercent": 99 } """, "c.json");

        DefinitionSet set = DefinitionSources.Read([folder.PathOf("")], new SloReadOptions());

        Assert.Equal(["good", "settings"], set.Objectives.Select(objective => objective.Name));
        Assert.All(set.Findings.Where(finding => finding.Severity == SloFindingSeverity.Error), finding => Assert.Equal(broken, finding.File));
        Assert.Equal(1, set.ExitCode);
    }

    // The place follows from the path and not from the message, for options of the host and for notification targets too.
    [Theory]
    [InlineData("\"EvaluationInterval\": \"1ms\"", SloFindingCodes.HostOption, SloFindingSeverity.Error)]
    [InlineData("\"Notifications\": { \"ops\": { \"Type\": \"Pager\" } }", SloFindingCodes.UnregisteredNotificationType, SloFindingSeverity.Warning)]
    public void Read_OfSettingsOfTheHost_HasTheirPlace(string setting, string code, SloFindingSeverity severity)
    {
        using TestFolder folder = new();
        var file = folder.Write("appsettings.json", $$"""
            { "Slo": { "Objectives": { "a": { "TargetPercent": 99 } },
                {{setting}} } }
            """);

        SloFinding finding = Assert.Single(DefinitionSources.Read([file], new SloReadOptions()).Findings);

        Assert.Equal((code, severity, 2), (finding.Code, finding.Severity, finding.Line));
    }

    [Theory]
    [InlineData("""{ "TargetPercent": 99, "Shrot": "5m" }""", 5, 35, "SLO0110", "Shrot")]
    [InlineData("""{ "TargetPercent": "many" }""", 5, 14, "SLO0118", "'many'")]
    [InlineData("""{ "TargetPercent": 99, "Period": "30" }""", 5, 35, "SLO0120", "'30'")]
    [InlineData("""{ "TargetPercent": 0.999 }""", 5, 7, "SLO0119", "did you mean 99.9 %?")]
    [InlineData("""{ "TargetPercent": 99, "Rules": [ { "BurnRate": 2, "Long": "1h" }, { "BurnRate": 2, "Long": "1 hour" } ] }""", 5, 96, "SLO0120", "'1 hour'")]
    [InlineData("""{ "TargetPercent": 99, "TargetPercent": 98 }""", 5, 35, "SLO0004", "appears twice")]
    [InlineData("""{ "TargetPercent": 99 } } nonsense""", 5, 38, "SLO0001", "is not JSON")]
    public void Read_OfAnErrorInSettings_HasItsPlace(string objective, int line, int column, string code, string message)
    {
        using TestFolder folder = new();
        var file = folder.Write("appsettings.json", $$"""
            {
              // A comment.
              "Slo": {
                "Objectives": {
                  "a": {{objective}},
                  "fine": { "TargetPercent": 95 }
                }
              }
            }
            """);

        SloFinding finding = DefinitionSources.Read([file], new SloReadOptions()).Findings[0];

        Assert.Equal((file, line, column, code), (finding.File, finding.Line, finding.Column, finding.Code));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFaultyNotificationTarget_NamesItsPlaceAndNotItsSecret()
    {
        using TestFolder folder = new();
        var file = folder.Write("a.json", "{ \"Slo\": { \"Objectives\": { \"a\": { \"TargetPercent\": 99 } },\n  \"Notifications\": { \"ops\": { \"Type\": \"Slack\", \"Url\": \"ftp://hooks.example/secret\" } } } }");

        SloFinding finding = Assert.Single(DefinitionSources.Read([file], new SloReadOptions()).Findings);

        Assert.Equal(2, finding.Line);
        Assert.DoesNotContain("secret", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfOneFaultyObjective_KeepsTheOthers()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "a": { "TargetPercent": 100 }, "b": { "TargetPercent": 99 } """);

        DefinitionSet set = DefinitionSources.Read([file], new SloReadOptions());

        Assert.Equal("b", Assert.Single(set.Objectives).Name);
        Assert.Equal(1, set.Errors);
    }

    [Fact]
    public void Read_OfANameInTwoFiles_RefusesTheSecond()
    {
        using TestFolder folder = new();
        var yaml = folder.Write("a.yaml", OpenSloText.Of("checkout"));
        var json = folder.Definitions(""" "Checkout": { "TargetPercent": 99 } """);

        SloFinding finding = Assert.Single(DefinitionSources.Read([yaml, json], new SloReadOptions()).Findings);

        Assert.Equal((json, "SLO0202"), (finding.File, finding.Code));
        Assert.True(finding.Line > 0);
    }

    [Fact]
    public void Read_OfANameInTwoSettingsFiles_HintsAtLayers()
    {
        using TestFolder folder = new();
        var json = folder.Definitions(""" "checkout": { "TargetPercent": 99 } """, "a.json");
        var other = folder.Definitions(""" "checkout": { "TargetPercent": 98 } """, "b.json");

        SloFinding finding = Assert.Single(DefinitionSources.Read([json, other], new SloReadOptions()).Findings);

        Assert.Equal((other, "SLO0202"), (finding.File, finding.Code));
        Assert.Contains("--layered", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_OfSettings_OverlayOneAnotherAsInAHost()
    {
        using TestFolder folder = new();
        var yaml = folder.Write("slo.yaml", OpenSloText.Of("database"));
        var settings = folder.Definitions(""" "checkout": { "TargetPercent": 99, "Owner": "us" }, "search": { "TargetPercent": 90 } """, "appsettings.json");
        var staging = folder.Definitions(""" "Checkout": { "TargetPercent": 95 }, "search": { "Enabled": false }, "database": { "TargetPercent": 97 } """, "appsettings.Staging.json");
        var unrelated = folder.Write("appsettings.Local.json", """{ "Logging": {} }""");

        DefinitionSet set = DefinitionSources.Read([settings, yaml, staging, unrelated], new SloReadOptions(), isLinted: true, isLayered: true);

        Assert.True(set.Errors == 0, string.Join('\n', set.Findings));
        Assert.Equal([("Checkout", 0.95m, "us"), ("database", 0.97m, "shop team")], set.Objectives.Select(one => (one.Name, one.TargetRatio, one.Owner)).OrderBy(one => one.Name));
    }

    [Theory]
    [InlineData("""{ "TargetPercent": 95 }""", """{ "TargetPercent": 101 }""", 1)]
    [InlineData("""{ "TargetPercent": 95, "Shrot": 1 }""", """{ "TargetPercent": 96 }""", 0)]
    public void Layers_OfSettings_PlaceAnErrorInTheFileThatHasIt(string first, string second, int index)
    {
        using TestFolder folder = new();
        string[] files = [folder.Definitions($"\"a\": {first}", "1.json"), folder.Definitions($"\"a\": {second}", "2.json")];

        SloFinding finding = Assert.Single(DefinitionSources.Read(files, new SloReadOptions(), isLayered: true).Findings);

        Assert.Equal(files[index], finding.File);
        Assert.True(finding.Line > 0);
    }

    [Fact]
    public void Layers_WithoutAnySection_AreRefused()
    {
        using TestFolder folder = new();
        string[] files = [folder.Write("1.json", "{}"), folder.Write("2.json", "{}")];

        Assert.Equal(["SLO0101", "SLO0101"], DefinitionSources.Read(files, new SloReadOptions(), isLayered: true).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Read_OfARepository_PassesOverWhatIsNoDefinition()
    {
        using TestFolder folder = new();
        folder.Write("ci.yml", "on: push\njobs: {}\n");
        folder.Write("chart.yaml", "{{ if .Values.x }}\nkind: Deployment\n{{ end }}\n");
        var only = folder.PathOf("");
        Assert.Equal("SLO0007", Assert.Single(DefinitionSources.Read([only], new SloReadOptions()).Findings).Code);

        folder.Definitions(""" "a": { "TargetPercent": 99 } """);
        Assert.Equal("a", Assert.Single(DefinitionSources.Read([only], new SloReadOptions()).Objectives).Name);
        Assert.Empty(DefinitionSources.Read([only], new SloReadOptions()).Findings);

        folder.Write("slo.yaml", OpenSloText.Of("b"));
        DefinitionSet set = DefinitionSources.Read([only], new SloReadOptions());
        Assert.Equal(["a", "b"], set.Objectives.Select(objective => objective.Name).Order());
        Assert.Empty(set.Findings);
    }

    [Fact]
    public void Read_OfJsonThatIsOpenSlo_IsReadAsOpenSlo()
    {
        using TestFolder folder = new();
        var file = folder.Write("a.json", """
            { "apiVersion": "openslo/v1", "kind": "SLO", "metadata": { "name": "as-json" }, "spec": { "service": "shop",
              "indicator": { "metadata": { "name": "i" }, "spec": { "ratioMetric": { "counter": true,
                "bad": { "metricSource": { "type": "aspnetcore", "spec": { "status": "5xx" } } },
                "total": { "metricSource": { "type": "aspnetcore", "spec": { "requests": "all" } } } } } },
              "timeWindow": [ { "duration": "28d", "isRolling": true } ], "budgetingMethod": "Occurrences", "objectives": [ { "target": 0.99 } ] } }
            """);

        DefinitionSet set = DefinitionSources.Read([file], new SloReadOptions { IsStrict = true });

        Assert.True(set.Errors == 0, string.Join('\n', set.Findings));
        Assert.Equal("as-json", Assert.Single(set.Objectives).Name);
    }

    [Fact]
    public void Read_OfAListOfObjectsAsJson_IsReadAsOpenSlo()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        var list = Oracle.PathOf("openslo", "dev", "pub_go-sdk_pkg_openslosdk_test_data_encode_v1_slo.json");
        using TestFolder folder = new();
        folder.Write("list.json", File.ReadAllText(list));
        folder.Write("package.json", """{ "name": "not ours", "version": "1.0.0" }""");
        folder.Write("numbers.json", "[1, 2]");

        DefinitionSet ofFile = DefinitionSources.Read([list], new SloReadOptions { IsStrict = true });
        DefinitionSet ofFolder = DefinitionSources.Read([folder.PathOf("")], new SloReadOptions { IsStrict = true });

        Assert.True(ofFile.Errors == 0, string.Join('\n', ofFile.Findings));
        Assert.NotEmpty(ofFile.Objectives);
        Assert.True(ofFolder.Errors == 0, string.Join('\n', ofFolder.Findings));
        Assert.Equal(ofFile.Objectives.Select(objective => objective.Name), ofFolder.Objectives.Select(objective => objective.Name));
    }

    [Fact]
    public void Lint_OfSettings_HasPlacesAndReachesOtherFiles()
    {
        using TestFolder folder = new();
        var yaml = folder.Write("a.yaml", OpenSloText.Of("database"));
        var json = folder.Definitions(""" "shop": { "TargetPercent": 99.99, "Owner": "us", "DependsOn": "database" } """);

        DefinitionSet set = DefinitionSources.Read([json, yaml], new SloReadOptions(), isLinted: true);

        SloFinding finding = Assert.Single(set.Findings, finding => finding.File == json);
        Assert.Equal(("SLO0703", SloFindingSeverity.Warning, 1), (finding.Code, finding.Severity, finding.Line));
    }

    [Fact]
    public void Lint_OfAFlood_IsCounted()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(string.Join(',', Enumerable.Range(0, 1100).Select(i => $"\"a{i}\": {{ \"TargetPercent\": 99 }}")));

        DefinitionSet set = DefinitionSources.Read([file], new SloReadOptions(), isLinted: true);

        Assert.Equal((1100, 1001), (set.Objectives.Count, set.Findings.Count));
        Assert.Equal($"{file}: warning SLO0008: 100 more warnings of this file are not listed", set.Findings[0].ToString());
    }

    [Theory]
    [InlineData("*.json", "a,b")]
    [InlineData("a?.json", "")]
    [InlineData("a.json", "a")]
    public void Read_OfAPattern_TakesWhatMatches(string pattern, string names)
    {
        using TestFolder folder = new();
        folder.Definitions(""" "a": { "TargetPercent": 99 } """, "a.json");
        folder.Definitions(""" "b": { "TargetPercent": 99 } """, "b.json");

        DefinitionSet set = DefinitionSources.Read([folder.PathOf(pattern)], new SloReadOptions());

        Assert.Equal(names, string.Join(',', set.Objectives.Select(objective => objective.Name)));
        Assert.Equal(names.Length == 0 ? 2 : 0, set.ExitCode);
    }

    [Theory]
    [InlineData(200_000)]
    [InlineData(70)]
    public void Read_OfDeepJson_IsRefusedAndNothingBreaks(int depth)
    {
        using TestFolder folder = new();
        var file = folder.Write("deep.json", $$"""{ "Slo": {{string.Concat(Enumerable.Repeat("[", depth))}}""");

        Assert.Equal("SLO0001", Assert.Single(DefinitionSources.Read([file], new SloReadOptions()).Findings).Code);
    }

    [Fact]
    public void Read_OfHugeSettings_IsRefused()
    {
        using TestFolder folder = new();
        var values = folder.Write("values.json", $$"""{ "Slo": [ {{string.Join(',', Enumerable.Repeat('1', 250_000))}} ] }""");
        var bytes = folder.Write("bytes.json", $$"""{ "Slo": "{{new string('x', 5_000_000)}}" }""");

        Assert.Contains("more than 200000 values", Assert.Single(DefinitionSources.Read([values], new SloReadOptions()).Findings).Message, StringComparison.Ordinal);
        Assert.Equal("SLO0003", Assert.Single(DefinitionSources.Read([bytes], new SloReadOptions()).Findings).Code);
    }

    [Theory]
    [MemberData(nameof(BadInputs))]
    public async Task StandardInput_OfBadInput_GetsTheVerdictOfTheFile(string name)
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        var file = Oracle.PathOf("badinputs", "dev", name);

        ToolRun ofFile = await ToolRun.Of("validate", "--strict", "-i", file);
        ToolRun piped = await ToolRun.Piped(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "validate", "--strict", "-i", "-");

        Assert.Equal(ofFile.Code, piped.Code);
        Assert.Equal(ofFile.Error.Replace(file, "-", StringComparison.Ordinal), piped.Error);
    }

    public static TheoryData<string> BadInputs() =>
        ["billion-laughs.yaml", "empty.yaml", "unknown-field.yaml", "deep-200000.yaml", "duplicate-name-case.yaml", "target-1.yaml"];
}
