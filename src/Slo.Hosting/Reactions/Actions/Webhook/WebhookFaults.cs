using System.Net.Http.Headers;
using Slo.Hosting.Notifications.Http;

namespace Slo.Hosting.Reactions.Actions.Webhook;

/// <summary>Finds errors in the settings. Addresses, headers and the token are secrets, and are not shown.</summary>
internal static class WebhookFaults
{
    internal const string KeyHeader = "Idempotency-Key";

    private const int LongestName = 100;

    private static readonly string[] Methods = ["POST", "PUT", "PATCH"];

    internal static IEnumerable<string> Of(WebhookAction action) =>
    [
        .. OfResource(action.ResourceName),
        .. OfAddress(nameof(action.Url), action.Url, action.AllowHttp),
        .. action.UndoUrl is null ? [] : OfAddress(nameof(action.UndoUrl), action.UndoUrl, action.AllowHttp),
        .. Methods.Contains(action.Method)
            ? [] : (string[])[$"{nameof(action.Method)} '{SloText.OneLine(action.Method)}': must be one of {string.Join(", ", Methods)}"],
        .. OfBodies(action),
        .. OfUndo(action),
        .. OfHeaders(action),
    ];

    private static IEnumerable<string> OfResource(string? name) =>
        name is null || (name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl))
            ? []
            : [$"ResourceName '{SloText.OneLine(name)}': must be a name with at most {LongestName} characters and no control characters, "
                + "for example feature/recommendations"];

    private static IEnumerable<string> OfAddress(string key, Uri? address, bool allowsHttp) =>
        RequestFaults.OfAddress(address, allowsHttp) is { } fault ? [$"{key}: {fault}"] : [];

    private static IEnumerable<string> OfBodies(WebhookAction action)
    {
        if (!BodyTemplate.IsSupported(action.ContentType) || !MediaTypeHeaderValue.TryParse(action.ContentType, out _))
        {
            return
            [
                $"{nameof(action.ContentType)} '{SloText.OneLine(action.ContentType)}': must be a media type of JSON, text/plain or "
                    + "application/x-www-form-urlencoded, without parameters",
            ];
        }

        return [.. OfBody(nameof(action.Body), action.Body), .. OfBody(nameof(action.UndoBody), action.UndoBody)];

        IEnumerable<string> OfBody(string key, string? body) =>
            body is null ? [] : new BodyTemplate(body, action.ContentType).Faults().Select(fault => $"{key}: {fault}");
    }

    private static IEnumerable<string> OfUndo(WebhookAction action) => !action.UndoIsTheChange ? [] :
        [$"{(action.UndoUrl is null ? nameof(action.UndoBody) : nameof(action.UndoUrl))}: sends the request of the change once more; write "
            + "another UndoUrl or UndoBody, or {action} in Body"];

    private static IEnumerable<string> OfHeaders(WebhookAction action)
    {
        foreach (var name in RequestFaults.OfHeaders(action.Headers))
        {
            yield return $"{nameof(action.Headers)}:{name}: cannot be set, or its value has line breaks or other control characters "
                + "(it is a secret and not shown)";
        }

        if (action.Headers.ContainsKey(KeyHeader))
        {
            yield return $"{nameof(action.Headers)}:{KeyHeader}: is set by the action to the key of the call; remove it";
        }

        if (action.BearerToken is { } token && (token.Length == 0 || token.Any(character => character is <= ' ' or > '~')))
        {
            yield return $"{nameof(action.BearerToken)}: must be a token without spaces and control characters (it is a secret and not "
                + "shown)";
        }

        if (action.BearerToken is not null && action.Headers.ContainsKey("Authorization"))
        {
            yield return $"{nameof(action.BearerToken)}: cannot be set together with the header Authorization; write one of them";
        }
    }
}
