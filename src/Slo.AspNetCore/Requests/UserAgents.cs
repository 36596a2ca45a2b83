namespace Slo.AspNetCore.Requests;

/// <summary>Families of user agents, a closed set: the header itself is text from clients, and never kept.</summary>
internal static class UserAgents
{
    internal const string Other = "other";

    private const int Longest = 256;

    // The first that is contained. Browsers name one another, so the more special ones come first.
    private static readonly (string Part, string Family)[] Families =
    [
        ("kube-probe", "probe"), ("prometheus", "probe"), ("blackbox", "probe"), ("healthcheck", "probe"),
        ("bot", "bot"), ("crawler", "bot"), ("spider", "bot"),
        ("grpc-", "grpc"), ("curl/", "curl"), ("wget/", "wget"), ("postman", "postman"), ("k6/", "k6"),
        ("python", "python"), ("aiohttp", "python"), ("go-http-client", "go"), ("okhttp", "okhttp"),
        ("java/", "java"), ("apache-http", "java"),
        ("axios", "node"), ("node", "node"), ("undici", "node"), ("dotnet", ".net"), (".net", ".net"), ("ruby", "ruby"), ("php", "php"),
        ("cfnetwork", "ios-app"), ("dalvik", "android-app"),
        ("edg", "edge"), ("opr/", "opera"), ("firefox", "firefox"), ("fxios", "firefox"), ("crios", "chrome"), ("chrome", "chrome"),
        ("safari", "safari"), ("mozilla", "browser"),
    ];

    /// <summary>The family; null without the header. Allocates nothing.</summary>
    internal static string? FamilyOf(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
        {
            return null;
        }

        ReadOnlySpan<char> text = userAgent.AsSpan(0, Math.Min(userAgent.Length, Longest));
        foreach ((string part, string family) in Families)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        return Other;
    }
}
