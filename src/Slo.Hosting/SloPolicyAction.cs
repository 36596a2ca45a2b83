namespace Slo;

/// <summary>
/// The effect of a level of an error-budget policy while it is in force. Immutable; compared by value. Configuration, annotations, the API
/// and the tool use the <see cref="Word"/> of an action. To add an action, add a member and its entry in <see cref="All"/>.
/// </summary>
public sealed record SloPolicyAction
{
    /// <summary>The longest <see cref="Argument"/>, in characters.</summary>
    public const int LongestArgument = 63;

    private SloPolicyAction(string word, string description) => (Word, Description) = (word, description);

    /// <summary>The release gate is closed.</summary>
    public static SloPolicyAction FreezeReleases { get; } = new("freeze-releases", "releases are frozen") { FreezesReleases = true };

    /// <summary>A release needs a review. The release gate stays open, and its decision lists the review.</summary>
    public static SloPolicyAction RequireReview { get; } = new("require-review", "a release needs a review") { RequiresReview = true };

    /// <summary>An alert of severity ticket is sent to alert handlers and notification targets when the level comes into force, and
    /// resolved when it ends. It contains the owner of the objective.</summary>
    public static SloPolicyAction TellOwner { get; } = new("tell-owner", "the owner is told") { TellsOwner = true };

    /// <summary>All actions, without arguments.</summary>
    public static IReadOnlyList<SloPolicyAction> All { get; } = [FreezeReleases, RequireReview, TellOwner, AnyFeature];

    /// <summary>The text of the action, for example <c>freeze-releases</c>. <see cref="TryParse"/> also reads
    /// <c>FreezeReleases</c>.</summary>
    public string Word { get; }

    /// <summary>What it means, for people.</summary>
    public string Description { get; }

    /// <summary>The name of its argument, for example <c>feature</c>; null: it has none.</summary>
    public string? ArgumentName { get; private init; }

    /// <summary>Its argument, for example the name of the feature. Empty if <see cref="ArgumentName"/> is null.</summary>
    public string Argument { get; private init; } = "";

    /// <summary>Whether it closes the release gate.</summary>
    public bool FreezesReleases { get; private init; }

    /// <summary>Whether a release needs a review.</summary>
    public bool RequiresReview { get; private init; }

    /// <summary>Whether the owner is notified by an alert.</summary>
    public bool TellsOwner { get; private init; }

    /// <summary>Whether the feature named by <see cref="Argument"/> is closed (<see cref="SloPolicies.IsFeatureOpen"/>).</summary>
    public bool ClosesFeature { get; private init; }

    private static SloPolicyAction AnyFeature => new("close-feature", "the feature is closed")
    {
        ArgumentName = "feature",
        ClosesFeature = true,
    };

    /// <summary>Closes a feature of the app: <see cref="SloPolicies.IsFeatureOpen"/> returns false for its name.</summary>
    /// <param name="feature">The name of the feature, compared without case; 1 to 63 letters, digits, '-', '_' and '.'.</param>
    public static SloPolicyAction CloseFeature(string feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return AnyFeature with { Argument = feature };
    }

    /// <summary>Reads an action: the <see cref="Word"/> of an action in <see cref="All"/>, in any case and with or without hyphens, and its
    /// argument after a colon.</summary>
    /// <param name="text">For example <c>FreezeReleases</c> or <c>close-feature:recommendations</c>.</param>
    /// <param name="action">The action; null if the text is not valid.</param>
    /// <returns>The error; null if the text is valid.</returns>
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

    /// <summary>The error of the argument; null if it is valid.</summary>
    internal SloFinding? Check() => ArgumentName is null || IsName(Argument) ? null : Error(
        FormattableString.Invariant($"action '{SloText.OneLine(ToString(), 80)}': the {ArgumentName} must have 1 to {LongestArgument} ")
            + "letters, digits, '-', '_' and '.'");

    internal static bool IsName(string text) => text.Length is >= 1 and <= LongestArgument
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>Returns the action as a text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => ArgumentName is null ? Word : $"{Word}:{Argument}";

    private static string Form(SloPolicyAction action) =>
        action.ArgumentName is null ? action.Word : $"{action.Word}:{action.ArgumentName}";

    private static string Plain(string word) => word.Replace("-", "", StringComparison.Ordinal);

    private static SloFinding Error(string message) => SloFinding.Error(SloFindingCodes.PolicyAction, message);
}
