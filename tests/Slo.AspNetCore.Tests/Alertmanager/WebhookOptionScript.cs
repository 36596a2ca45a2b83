using FsCheck;
using FsCheck.Fluent;
using Slo.Testing;

namespace Slo.AspNetCore.Tests.Alertmanager;

/// <summary>The options of the webhook, filled with hostile texts.</summary>
internal static class WebhookOptionScript
{
    private static readonly Gen<Assignment> Any = Gen.OneOf(
        Assignment.Texts("BearerToken"), Assignment.Texts("BasicUser"), Assignment.Texts("BasicPassword"), Assignment.Texts("SigningSecret"),
        Assignment.Of("MaximumAlerts"), Assignment.Of("ReceiveTimeout"));

    public static Arbitrary<Assignment[]> Script() => Assignment.Script(Any, maximum: 8);

    internal static AlertmanagerWebhookOptions Play(Assignment[] script)
    {
        AlertmanagerWebhookOptions options = new() { MaximumAlerts = 500, ReceiveTimeout = TimeSpan.FromSeconds(1) };
        foreach (Assignment line in script)
        {
            Play(line, options);
        }

        return options;
    }

    private static void Play(Assignment line, AlertmanagerWebhookOptions options)
    {
        var text = line.Text?.Value;
        _ = line.Option switch
        {
            "BearerToken" => options.BearerToken = text,
            "BasicUser" => options.BasicUser = text,
            "BasicPassword" => options.BasicPassword = text,
            "SigningSecret" => options.SigningSecret = text,
            _ => null,
        };
        options.MaximumAlerts = line.Option == "MaximumAlerts" ? int.MinValue : options.MaximumAlerts;
        options.ReceiveTimeout = line.Option == "ReceiveTimeout" ? TimeSpan.MinValue : options.ReceiveTimeout;
    }
}
