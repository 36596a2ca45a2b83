namespace Slo;

/// <summary>
/// What applies while a level of an error-budget policy is in force. Immutable; compared by value. One more action is one more member
/// here and its entry in <see cref="All"/>: configuration, annotations, the API and the tool read and show it by its word.
/// </summary>
public sealed record SloPolicyAction
{
    /// <summary>The longest <see cref="Argument"/>, in characters.</summary>
    public const int LongestArgument = 63;

    private SloPolicyAction(string word, string description) => (Word, Description) = (word, description);

    /// <summary>Releases wait: the release gate is closed.</summary>
    public static SloPolicyAction FreezeReleases { get; } = new("freeze-releases", "releases are frozen") { FreezesReleases = true };

    /// <summary>A release needs a review. The release gate says so, and stays open.</summary>
    public static SloPolicyAction RequireReview { get; } = new("require-review", "a release needs a review") { RequiresReview = true };

    /// <summary>The owner of the objective is told when the level comes into force and when it ends: by the log and the notification
    /// targets, as a ticket.</summary>
    public static SloPolicyAction TellOwner { get; } = new("tell-owner", "the owner is told") { TellsOwner = true };

    /// <summary>Every action, without its argument.</summary>
    public static IReadOnlyList<SloPolicyAction> All { get; } = [FreezeReleases, RequireReview, TellOwner, AnyFeature];

    /// <summary>How it is written: <c>freeze-releases</c>. In configuration also <c>FreezeReleases</c>.</summary>
    public string Word { get; }

    /// <summary>What it means, for people.</summary>
    public string Description { get; }

    /// <summary>What its argument is, for example <c>feature</c>; null: it has none.</summary>
    public string? ArgumentName { get; private init; }

    /// <summary>What it is about: the name of the feature. Empty where <see cref="ArgumentName"/> is null.</summary>
    public string Argument { get; private init; } = "";

    /// <summary>Whether it closes the release gate.</summary>
    public bool FreezesReleases { get; private init; }

    /// <summary>Whether a release needs a review.</summary>
    public bool RequiresReview { get; private init; }

    /// <summary>Whether the owner is told.</summary>
    public bool TellsOwner { get; private init; }

    /// <summary>Whether the feature named by <see cref="Argument"/> is closed (<see cref="SloPolicies.IsFeatureOpen"/>).</summary>
    public bool ClosesFeature { get; private init; }

    private static SloPolicyAction AnyFeature => new("close-feature", "the feature is closed")
    {
        ArgumentName = "feature",
        ClosesFeature = true,
    };

    /// <summary>A feature of the app is closed: <see cref="SloPolicies.IsFeatureOpen"/> of its name is false.</summary>
    /// <param name="feature">The name of the feature, compared without case; 1 to 63 letters, digits, '-', '_' and '.'.</param>
    public static SloPolicyAction CloseFeature(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return AnyFeature with { Argument = feature };
    }

    /// <summary>Reads an action: a word of <see cref="All"/>, whatever the case and with or without hyphens, and its argument after a
    /// colon.</summary>
    /// <param name="text">For example <c>FreezeReleases</c> or <c>close-feature:recommendations</c>.</param>
    /// <param name="action">The action; null if the text is none.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public static SloFinding? TryParse(string? text, out SloPolicyAction? action)
    {
        var (word, argument) = (text ?? "").Split(':', 2, StringSplitOptions.TrimEntries) is [var one, .. var rest]
            ? (one, rest.FirstOrDefault()) : ("", null);
        action = All.FirstOrDefault(known => Plain(known.Word).Equals(Plain(word), StringComparison.OrdinalIgnoreCase));
        if (action is null)
        {
            return Error($"action '{SloText.OneLine(word, 61)}': is unknown; write one of {string.Join(", ", All.Select(Form))}");
        }

        if (action.ArgumentName is null != argument is null)
        {
            SloPolicyAction known = action;
            action = null;
            return Error(known.ArgumentName is null
                ? $"action '{SloText.OneLine(text, 61)}': takes no argument; write {known.Word}"
                : $"action '{SloText.OneLine(text, 61)}': does not say which {known.ArgumentName}; write {Form(known)}");
        }

        action = action with { Argument = argument ?? "" };
        return action.Check() is { } fault ? fault : null;
    }

    /// <summary>What is wrong with the argument; null: nothing.</summary>
    internal SloFinding? Check() => ArgumentName is null || IsName(Argument) ? null : Error(
        FormattableString.Invariant($"action '{SloText.OneLine(ToString(), 80)}': the {ArgumentName} must have 1 to {LongestArgument} ")
            + "letters, digits, '-', '_' and '.'");

    internal static bool IsName(string text) => text.Length is >= 1 and <= LongestArgument
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => ArgumentName is null ? Word : $"{Word}:{Argument}";

    private static string Form(SloPolicyAction action) =>
        action.ArgumentName is null ? action.Word : $"{action.Word}:{action.ArgumentName}";

    private static string Plain(string word) => word.Replace("-", "", StringComparison.Ordinal);

    private static SloFinding Error(string message) => SloFinding.Error(SloFindingCodes.PolicyAction, message);
}
