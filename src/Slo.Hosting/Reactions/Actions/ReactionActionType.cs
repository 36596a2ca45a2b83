namespace Slo.Hosting.Reactions.Actions;

/// <summary>A type of actions that configuration can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Action">The class.</param>
/// <param name="Create">Makes one; given the services of the host, or null where there is no host.</param>
internal sealed record ReactionActionType(string Name, Type Action, Func<IServiceProvider?, SloReactionAction> Create)
{
    /// <summary>The types that configuration can name without further registration. A new action is a class and a line here.</summary>
    internal static readonly ReactionActionType[] BuiltInTypes = [];
}
