namespace Slo.Hosting.Reactions;

/// <summary>The result of saving a state.</summary>
internal enum ReactionSave
{
    /// <summary>The state was saved.</summary>
    Saved,

    /// <summary>The store does not answer; the state is only in memory.</summary>
    Unsaved,

    /// <summary>Another instance has written the state in the meantime; nothing was saved.</summary>
    Lost,
}
