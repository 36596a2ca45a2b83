using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>The options of a target of any type, filled with hostile texts.</summary>
internal static class OptionScript
{
    /// <summary>Stands in all that may hold a secret.</summary>
    internal const string Secret = "pl4nt3ds3cr3t";

    private static readonly Gen<Assignment> Url =
        from start in Gen.Elements("", "https://", "https://x/")
        from text in HostileTexts.Any
        select new Assignment("Url", new ShownText(start + text.Value));

    private static readonly Gen<Assignment> Any = Gen.Frequency(
        (2, Assignment.Texts("ServiceName")), (2, Assignment.Texts("Instance")), (2, Assignment.Texts("Name")),
        (6, Url), (1, Gen.Constant(new Assignment("Url"))), (1, Assignment.Texts("RoutingKey")), (3, Assignment.Texts("SigningSecret")),
        (3, Assignment.Pairs("Headers")), (3, Assignment.Pairs("Match")),
        (1, Assignment.Of("Timeout")), (1, Assignment.Of("GiveUpAfter")), (1, Assignment.Of("ResendInterval")));

    public static Arbitrary<string> Type() => Gen.Elements(Targets.Types.Select(row => row.Data)).ToArbitrary();

    public static Arbitrary<Assignment[]> Script() => Assignment.Script(Any, maximum: 8);

    internal static SloOptions Play(string type, Assignment[] script)
    {
        SloOptions options = new() { ServiceName = "shop" };
        SloHttpNotificationTarget target = Targets.Of(type);
        foreach (Assignment line in script)
        {
            Play(line, options, target);
        }

        options.Notifications.AddTarget(script.LastOrDefault(line => line.Option == "Name")?.Text?.Value ?? "ops", target);
        return options;
    }

    private static void Play(Assignment line, SloOptions options, SloHttpNotificationTarget target)
    {
        var text = line.Text?.Value;
        _ = (line.Option, target) switch
        {
            ("ServiceName", _) => options.ServiceName = text,
            ("Instance", _) => options.Notifications.Instance = text ?? "",
            ("RoutingKey", PagerDutyNotificationTarget pager) => pager.RoutingKey = text,
            ("SigningSecret", _) => target.SigningSecret = Secret + text,
            ("Headers", _) => target.Headers[line.Key!.Value] = (text is null ? null : Secret + text)!,
            ("Match", _) => target.Match[line.Key!.Value] = text!,
            _ => null,
        };
        target.Url = line.Option == "Url" ? UrlOf(text) : target.Url;
        target.Timeout = line.Option == "Timeout" ? TimeSpan.MinValue : target.Timeout;
        target.GiveUpAfter = line.Option == "GiveUpAfter" ? TimeSpan.MaxValue : target.GiveUpAfter;
        if (target is AlertmanagerNotificationTarget manager && line.Option == "ResendInterval")
        {
            manager.ResendInterval = TimeSpan.MinValue;
        }
    }

    private static Uri? UrlOf(string? text)
    {
        try
        {
            return text is null ? null : Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) ? address : new Uri("/", UriKind.Relative);
        }
        catch (IndexOutOfRangeException)
        {
            // System.Uri throws it for a few texts, in place of an answer.
            return new Uri("/", UriKind.Relative);
        }
    }
}
