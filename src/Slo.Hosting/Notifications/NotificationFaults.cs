using System.Net.Http.Headers;

namespace Slo.Hosting.Notifications;

/// <summary>What is wrong with targets. Addresses, keys and headers are named and never shown.</summary>
internal static class NotificationFaults
{
    private const int MinimumSecret = 16;

    internal static IEnumerable<string> Of(SloNotificationOptions options) =>
    [
        .. options.Targets.SelectMany(Of),
        .. options.Targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"Notifications:{group.Key}: is declared {group.Count()} times (names are compared without case); give each a name of its own"),
    ];

    private static IEnumerable<string> Of(SloNotificationTarget target)
    {
        var path = target.Path;
        if (!IsName(target.Name))
        {
            yield return $"{path}: the name '{target.Name}' must be 1 to 63 letters, digits, '-', '_' or '.', for example on-call";
        }

        if (!Enum.IsDefined(target.Type))
        {
            yield return $"{path}:Type '{target.Type}': must be one of {string.Join(", ", Enum.GetNames<SloNotificationType>())}";
        }

        if (UrlFault(target) is { } fault)
        {
            yield return $"{path}:Url: {fault}";
        }

        if (target.Type == SloNotificationType.PagerDuty
            ? target.RoutingKey is not { Length: 32 } key || !key.All(char.IsAsciiLetterOrDigit)
            : target.RoutingKey is not null)
        {
            yield return target.Type == SloNotificationType.PagerDuty
                ? $"{path}:RoutingKey: must be the 32 letters and digits of a PagerDuty integration key (the value is a secret and not shown)"
                : $"{path}:RoutingKey: goes with \"Type\": \"PagerDuty\" only; remove it";
        }

        if (target.SigningSecret is { Length: < MinimumSecret })
        {
            yield return $"{path}:SigningSecret: must have {MinimumSecret} characters or more (the value is a secret and not shown)";
        }

        foreach ((var name, var value) in target.Headers.Where(header => !IsHeader(header.Key, header.Value)))
        {
            yield return $"{path}:Headers:{name}: cannot be set, or its value has line breaks or other control characters (it is a secret and not shown)";
        }

        foreach (var bound in Bounds(target))
        {
            yield return $"{path}:{bound}";
        }
    }

    private static IEnumerable<string> Bounds(SloNotificationTarget target)
    {
        if (target.Timeout < TimeSpan.FromMilliseconds(100) || target.Timeout > TimeSpan.FromMinutes(5))
        {
            yield return $"Timeout '{SloDuration.Format(target.Timeout)}': must be from 100ms to 5m, for example 10s";
        }

        if (target.GiveUpAfter < TimeSpan.FromSeconds(1) || target.GiveUpAfter > TimeSpan.FromDays(7))
        {
            yield return $"GiveUpAfter '{SloDuration.Format(target.GiveUpAfter)}': must be from 1s to 7d, for example 1d";
        }

        if (target.ResendInterval < TimeSpan.FromSeconds(1) || target.ResendInterval > TimeSpan.FromHours(1))
        {
            yield return $"ResendInterval '{SloDuration.Format(target.ResendInterval)}': must be from 1s to 1h, for example 1m";
        }

        if (target.MaximumPerHour is < 2 or > 3600)
        {
            yield return $"MaximumPerHour '{target.MaximumPerHour}': must be from 2 (one message, and one that says it is over) to 3600, for example 12";
        }

        if (target.Capacity is < 1 or > 100_000)
        {
            yield return $"Capacity '{target.Capacity}': must be from 1 to 100000, for example 1000";
        }
    }

    private static string? UrlFault(SloNotificationTarget target) => target.Address switch
    {
        null => "is missing; write where to send to, for example https://alerts.example.com/hook",
        { IsAbsoluteUri: false } or { IsFile: true } => "is not an absolute address, for example https://alerts.example.com/hook (the value may be a secret and is not shown)",
        { Scheme: var scheme } url when !SloNotificationTarget.IsWeb(url) => $"scheme '{scheme}': must be https",
        { UserInfo.Length: > 0 } => "holds a user name or password; write it as a header: \"Headers\": { \"Authorization\": \"Basic …\" }",
        { Scheme: var scheme, IsLoopback: false } when scheme == Uri.UriSchemeHttp && !target.AllowHttp =>
            "scheme 'http' would send alerts and secrets in the clear; write https, or \"AllowHttp\": true for a network that you trust",
        _ => null,
    };

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 63 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    private static bool IsHeader(string name, string? value)
    {
        using HttpRequestMessage request = new();
        HttpRequestHeaders headers = request.Headers;
        return headers.TryAddWithoutValidation(name, "") && value?.All(character => character is >= ' ' and <= '~') == true
            && !name.Equals(RequestSignature.Header, StringComparison.OrdinalIgnoreCase) && !name.Equals("Host", StringComparison.OrdinalIgnoreCase);
    }
}
